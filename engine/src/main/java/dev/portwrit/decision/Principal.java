package dev.portwrit.decision;

import dev.portwrit.policy.Subject;
import java.util.Arrays;
import org.roaringbitmap.RoaringBitmap;

/**
 * A subject as the index holds it: its number, and the numbers of all that it is, which are its
 * own, those of the teams that contain it, of the organizations whose roster it is on, and of
 * everybody.
 */
final class Principal {
  /** Up to so many, a sorted array is both smaller and faster than a bitmap. */
  private static final int ARRAY_LIMIT = 64;

  private static final RoaringBitmap NOT_USED = new RoaringBitmap();

  /** Whoever the workspace does not name: everybody and nothing else. */
  static final Principal STRANGER = stranger();

  private final Subject subject;
  private final int number;

  /** A bit for each number modulo 64: most of what is not contained is seen by one look at it. */
  private long signature;

  private int[] few = {};
  private RoaringBitmap many = NOT_USED;

  Principal(Subject subject, int number) {
    this.subject = subject;
    this.number = number;
  }

  private static Principal stranger() {
    Principal stranger = new Principal(new Subject.Anonymous(), Principals.UNKNOWN);
    stranger.is(RoaringBitmap.bitmapOf(Principals.EVERYBODY));
    return stranger;
  }

  /** Says what it is. Only while the index is built. */
  void is(RoaringBitmap numbers) {
    int[] all = numbers.toArray();
    signature = Arrays.stream(all).mapToLong(n -> 1L << n).reduce(0, (a, b) -> a | b);
    if (all.length <= ARRAY_LIMIT) {
      few = all;
    } else {
      many = numbers;
    }
  }

  Subject subject() {
    return subject;
  }

  int number() {
    return number;
  }

  /** Whether it is the subject of a number, or in it. */
  boolean isIn(int other) {
    if ((signature >>> other & 1) == 0) {
      return false;
    }
    return isFew() ? Arrays.binarySearch(few, other) >= 0 : many.contains(other);
  }

  boolean isInAny(int[] others) {
    for (int other : others) {
      if (isIn(other)) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@link #few} are all. */
  boolean isFew() {
    return few.length > 0;
  }

  /** The numbers of all that it is, ascending, if they are few. */
  int[] few() {
    return few;
  }
}
