package dev.portwrit.language;

/**
 * How much may still be compared. Whether two patterns overlap costs at worst the product of their
 * lengths, and a workspace within its bounds could ask for hundreds of millions of such pairs.
 */
final class Work {
  private static final long MOST_STEPS = 200_000_000;

  private long steps;

  /** Counts a comparison of two patterns, and says whether it may be made. */
  boolean allows(String left, String right) {
    steps += 10L + (long) left.length() * right.length();
    return steps <= MOST_STEPS;
  }

  /** Whether something was not compared. */
  boolean isExceeded() {
    return steps > MOST_STEPS;
  }
}
