package dev.portwrit.reference;

/** Literals and {@code *}, which stands for any characters, also none, of one piece of text. */
final class Glob {
  private Glob() {}

  /** Whether the whole text matches; linear space, at worst pattern times text steps. */
  static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Whether some text matches both. */
  static boolean overlap(String left, String right) {
    // row[j]: the rest of left from i on and the rest of right from j on have a text in common.
    boolean[] below = new boolean[right.length() + 1];
    for (int i = left.length(); i >= 0; i--) {
      boolean[] row = new boolean[right.length() + 1];
      for (int j = right.length(); j >= 0; j--) {
        row[j] = cell(left, right, i, j, row, below);
      }
      below = row;
    }
    return below[0];
  }

  private static boolean cell(
      String left, String right, int i, int j, boolean[] row, boolean[] below) {
    boolean leftEnd = i == left.length();
    boolean rightEnd = j == right.length();
    if (leftEnd && rightEnd) {
      return true;
    }
    if (!leftEnd && left.charAt(i) == '*') {
      return below[j] || (!rightEnd && row[j + 1]);
    }
    if (!rightEnd && right.charAt(j) == '*') {
      return row[j + 1] || (!leftEnd && below[j]);
    }
    return !leftEnd && !rightEnd && left.charAt(i) == right.charAt(j) && below[j + 1];
  }
}
