package dev.portwrit.language;

/**
 * How much may still be compared. Whether two patterns overlap costs at worst the product of their
 * lengths, and a workspace within its bounds could ask for hundreds of millions of such pairs.
 */
final class Work {
  private static final long MOST_STEPS = 200_000_000;

  // What it costs to begin a comparison, and to report what it found.
  private static final long SETTING_OUT = 100;

  private long steps;

  /** Counts a comparison of two patterns, and says whether it may be made. */
  boolean allows(String left, String right) {
    steps += SETTING_OUT + (long) left.length() * right.length();
    return steps <= MOST_STEPS;
  }

  /** Whether something was not compared. */
  boolean isExceeded() {
    return steps > MOST_STEPS;
  }
}
