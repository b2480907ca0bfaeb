package dev.portwrit.decision;

import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import java.util.Comparator;

/**
 * How much a pattern matches, as far as its text shows: a name less than a pattern with {@code *},
 * that less than one with {@code **}, of equal ones that with more letters less. A pattern that
 * covers another is never the narrower.
 */
record Breadth(int kind, int letters, int stars) implements Comparable<Breadth> {
  /** Of what matches nothing. */
  static final Breadth NOTHING = new Breadth(0, Integer.MAX_VALUE, 0);

  private static final int NAME = 0;
  private static final int SEGMENT = 1;
  private static final int BELOW = 2;

  private static final Comparator<Breadth> NARROWEST_FIRST =
      Comparator.comparingInt(Breadth::kind)
          .thenComparing(Breadth::letters, Comparator.reverseOrder())
          .thenComparingInt(Breadth::stars);

  static Breadth of(RepositoryPattern pattern) {
    if (pattern.isLiteral()) {
      return new Breadth(NAME, letters(pattern.value()), 0);
    }
    boolean reachesBelow = pattern.segments().contains(RepositoryPattern.ANY_SEGMENTS);
    return starred(reachesBelow ? BELOW : SEGMENT, pattern.value());
  }

  // What an expression leaves open cannot be seen.
  static Breadth of(TagPattern pattern) {
    if (pattern.isExpression()) {
      return new Breadth(SEGMENT, 0, 1);
    }
    String text = pattern.value();
    return text.indexOf('*') < 0 ? new Breadth(NAME, letters(text), 0) : starred(SEGMENT, text);
  }

  private static Breadth starred(int kind, String text) {
    return new Breadth(
        kind, letters(text), Math.toIntExact(text.chars().filter(c -> c == '*').count()));
  }

  private static int letters(String text) {
    return Math.toIntExact(text.chars().filter(c -> c != '*' && c != '/').count());
  }

  Breadth or(Breadth other) {
    return compareTo(other) >= 0 ? this : other;
  }

  @Override
  public int compareTo(Breadth other) {
    return NARROWEST_FIRST.compare(this, other);
  }
}
