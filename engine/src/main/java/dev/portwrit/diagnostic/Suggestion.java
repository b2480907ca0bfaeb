package dev.portwrit.diagnostic;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that somebody probably meant. */
public final class Suggestion {
  private static final int MOST_MISTAKES = 3;

  private Suggestion() {}

  /**
   * The question to ask.
   *
   * @param written what somebody wrote
   * @param known the names that there are
   * @return such as {@code did you mean `push`?}; empty text if nothing is near
   */
  public static String didYouMean(String written, Collection<String> known) {
    return nearest(written, known)
        .map(name -> "did you mean " + Printable.quote(name) + "?")
        .orElse("");
  }

  /** The known name that is nearest, the first in order among equals; empty if none is near. */
  static Optional<String> nearest(String written, Collection<String> known) {
    String text = written.toLowerCase(Locale.ROOT);
    int limit = Math.min(MOST_MISTAKES, Math.max(1, (text.length() + 1) / 3));
    String best = null;
    int bestDistance = limit;
    for (String name : known) {
      if (name.equals(written)) {
        continue;
      }
      int distance = distance(text, name.toLowerCase(Locale.ROOT), bestDistance);
      if (distance < bestDistance
          || (distance == bestDistance && (best == null || name.compareTo(best) < 0))) {
        best = name;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * How many characters have to be inserted, removed, replaced or swapped with their neighbour; one
   * more than the limit if that is exceeded.
   */
  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[] twoAbove = new int[b.length() + 1];
    int[] above = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], twoAbove[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      if (least > limit) {
        return limit + 1;
      }
      int[] free = twoAbove;
      twoAbove = above;
      above = row;
      row = free;
    }
    return Math.min(above[b.length()], limit + 1);
  }
}
