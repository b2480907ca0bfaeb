package dev.portwrit.decision;

/**
 * A segment of a pattern with stars in it, cut at the stars so that a match allocates nothing.
 *
 * <p>The pieces between the first and the last may each be taken where they come first: a later
 * place never helps the pieces behind.
 */
final class SegmentGlob {
  private final String text;
  private final String[] pieces;

  SegmentGlob(String text) {
    this.text = text;
    this.pieces = text.split("\\*", -1);
  }

  /** What stands before the first star. */
  String prefix() {
    return pieces[0];
  }

  /** What stands behind the last star. */
  String suffix() {
    return pieces[pieces.length - 1];
  }

  /** Whether the part of a name from one index to before another matches. */
  boolean matches(String name, int from, int to) {
    int start = from + prefix().length();
    int end = to - suffix().length();
    if (start > end || !name.startsWith(prefix(), from) || !name.startsWith(suffix(), end)) {
      return false;
    }
    for (int i = 1; i < pieces.length - 1; i++) {
      int at = name.indexOf(pieces[i], start);
      if (at < 0 || at + pieces[i].length() > end) {
        return false;
      }
      start = at + pieces[i].length();
    }
    return true;
  }

  @Override
  public String toString() {
    return text;
  }
}
