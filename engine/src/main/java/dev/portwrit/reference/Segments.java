package dev.portwrit.reference;

import java.util.List;

/** Patterns over lists of segments, where {@code **} stands for any number of them. */
final class Segments {
  private Segments() {}

  /** Whether the pattern matches the components, all of them. */
  static boolean matches(List<String> pattern, List<String> components) {
    if (pattern.isEmpty()) {
      return components.isEmpty();
    }
    String first = pattern.get(0);
    List<String> rest = pattern.subList(1, pattern.size());
    if (first.equals(RepositoryPattern.ANY_SEGMENTS)) {
      return matches(rest, components)
          || (!components.isEmpty() && matches(pattern, components.subList(1, components.size())));
    }
    return !components.isEmpty()
        && Glob.matches(first, components.get(0))
        && matches(rest, components.subList(1, components.size()));
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
