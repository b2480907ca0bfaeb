package dev.portwrit.region;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The globs that together match what two globs both match. */
final class GlobMerger {
  private final String left;
  private final String right;
  private final int most;
  private final Map<Integer, Set<String>> rests = new HashMap<>();
  private boolean tooMany;

  GlobMerger(String left, String right, int most) {
    this.left = left;
    this.right = right;
    this.most = most;
  }

  /** Globs, none of which is in another one; empty if there are too many. */
  Optional<Set<String>> merged() {
    Set<String> all = rest(0, 0);
    return tooMany ? Optional.empty() : Optional.of(all);
  }

  private Set<String> rest(int i, int j) {
    int key = i * (right.length() + 1) + j;
    Set<String> known = rests.get(key);
    if (known == null) {
      known = tooMany ? Set.of() : made(i, j);
      rests.put(key, known);
    }
    return known;
  }

  private Set<String> made(int i, int j) {
    Set<String> all = new LinkedHashSet<>();
    boolean leftEnd = i == left.length();
    boolean rightEnd = j == right.length();
    if (leftEnd && rightEnd) {
      all.add("");
      return all;
    }
    boolean leftStar = !leftEnd && left.charAt(i) == '*';
    boolean rightStar = !rightEnd && right.charAt(j) == '*';
    if (leftStar && rightStar) {
      put("*", rest(i + 1, j), all);
      put("*", rest(i, j + 1), all);
    } else if (leftStar) {
      put("", rest(i + 1, j), all);
      if (!rightEnd) {
        put(right.substring(j, j + 1), rest(i, j + 1), all);
      }
    } else if (rightStar) {
      put("", rest(i, j + 1), all);
      if (!leftEnd) {
        put(left.substring(i, i + 1), rest(i + 1, j), all);
      }
    } else if (!leftEnd && !rightEnd && left.charAt(i) == right.charAt(j)) {
      put(left.substring(i, i + 1), rest(i + 1, j + 1), all);
    }
    return all;
  }

  // `**` says what `*` says, and what another one matches is not said again.
  private void put(String head, Set<String> tails, Set<String> all) {
    for (String tail : tails) {
      String text = head.equals("*") && tail.startsWith("*") ? tail : head + tail;
      if (all.stream().noneMatch(other -> GlobText.covers(other, text))) {
        all.removeIf(other -> GlobText.covers(text, other));
        all.add(text);
      }
    }
    tooMany |= all.size() > most;
  }
}
