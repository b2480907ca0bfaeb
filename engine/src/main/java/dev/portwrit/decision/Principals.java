package dev.portwrit.decision;

import java.util.Arrays;
import org.roaringbitmap.RoaringBitmap;

/**
 * All that a subject is, by number: itself, the teams that contain it, the organizations whose
 * roster it is on, and everybody.
 */
final class Principals {
  /** Up to so many, a sorted array is both smaller and faster than a bitmap. */
  private static final int ARRAY_LIMIT = 64;

  private static final RoaringBitmap NOT_USED = new RoaringBitmap();

  /** A bit for each number modulo 64: most of what is not contained is seen by one look at it. */
  private final long signature;

  private final int[] few;
  private final RoaringBitmap many;

  Principals(RoaringBitmap numbers) {
    boolean small = numbers.getCardinality() <= ARRAY_LIMIT;
    int[] all = numbers.toArray();
    this.few = small ? all : new int[0];
    this.many = small ? NOT_USED : numbers;
    this.signature =
        Arrays.stream(all).mapToLong(number -> 1L << number).reduce(0, (a, b) -> a | b);
  }

  boolean contains(int subject) {
    if ((signature >>> subject & 1) == 0) {
      return false;
    }
    return few.length == 0 ? many.contains(subject) : Arrays.binarySearch(few, subject) >= 0;
  }

  /** Whether {@link #few} are all. */
  boolean isFew() {
    return few.length > 0;
  }

  /** The numbers, ascending, if they are few. */
  int[] few() {
    return few;
  }

  boolean containsAny(int[] subjects) {
    for (int subject : subjects) {
      if (contains(subject)) {
        return true;
      }
    }
    return false;
  }
}
