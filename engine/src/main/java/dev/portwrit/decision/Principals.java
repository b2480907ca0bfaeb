package dev.portwrit.decision;

import java.util.Arrays;
import org.roaringbitmap.RoaringBitmap;

/**
 * All that a subject is, by number: itself, the teams that contain it, the organizations whose
 * roster it is on, and everybody.
 */
final class Principals {
  /** Up to so many a sorted array is both smaller and faster than a bitmap. */
  private static final int ARRAY_LIMIT = 64;

  private final int[] few;
  private final RoaringBitmap many;

  Principals(RoaringBitmap numbers) {
    boolean small = numbers.getCardinality() <= ARRAY_LIMIT;
    this.few = small ? numbers.toArray() : new int[0];
    this.many = small ? new RoaringBitmap() : numbers;
  }

  boolean contains(int subject) {
    return few.length == 0 ? many.contains(subject) : Arrays.binarySearch(few, subject) >= 0;
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
