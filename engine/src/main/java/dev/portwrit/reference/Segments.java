package dev.portwrit.reference;

import java.util.List;
import java.util.function.BiPredicate;

/** Patterns over lists of segments, where {@code **} stands for any number of them. */
final class Segments {
  private Segments() {}

  /** Whether the pattern matches the components, all of them; at worst pattern times components. */
  static boolean matches(List<String> pattern, List<String> components) {
    return matches(pattern, components, Glob::matches);
  }

  /** Whether the pattern matches whatever another one does, as far as their segments tell. */
  static boolean covers(List<String> pattern, List<String> other) {
    // A star of the other pattern is read as a character that only a star matches.
    return matches(
        pattern,
        other,
        (mine, its) -> !its.equals(RepositoryPattern.ANY_SEGMENTS) && Glob.matches(mine, its));
  }

  private static boolean matches(
      List<String> pattern, List<String> components, BiPredicate<String, String> one) {
    int p = 0;
    int c = 0;
    int any = -1;
    int resume = 0;
    while (c < components.size()) {
      if (p < pattern.size() && pattern.get(p).equals(RepositoryPattern.ANY_SEGMENTS)) {
        any = p++;
        resume = c;
      } else if (p < pattern.size() && one.test(pattern.get(p), components.get(c))) {
        p++;
        c++;
      } else if (any >= 0) {
        p = any + 1;
        c = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.size() && pattern.get(p).equals(RepositoryPattern.ANY_SEGMENTS)) {
      p++;
    }
    return p == pattern.size();
  }

  /** Whether some list of components matches both patterns. */
  static boolean overlap(List<String> left, List<String> right) {
    // row[j]: the rest of left from i on and the rest of right from j on have a name in common.
    boolean[] below = new boolean[right.size() + 1];
    for (int i = left.size(); i >= 0; i--) {
      boolean[] row = new boolean[right.size() + 1];
      for (int j = right.size(); j >= 0; j--) {
        row[j] = cell(left, right, i, j, row, below);
      }
      below = row;
    }
    return below[0];
  }

  private static boolean cell(
      List<String> left, List<String> right, int i, int j, boolean[] row, boolean[] below) {
    boolean leftEnd = i == left.size();
    boolean rightEnd = j == right.size();
    if (leftEnd && rightEnd) {
      return true;
    }
    if (!leftEnd && left.get(i).equals(RepositoryPattern.ANY_SEGMENTS)) {
      return below[j] || (!rightEnd && row[j + 1]);
    }
    if (!rightEnd && right.get(j).equals(RepositoryPattern.ANY_SEGMENTS)) {
      return row[j + 1] || (!leftEnd && below[j]);
    }
    return !leftEnd && !rightEnd && Glob.overlap(left.get(i), right.get(j)) && below[j + 1];
  }
}
