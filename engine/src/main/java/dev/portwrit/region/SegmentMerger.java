package dev.portwrit.region;

import dev.portwrit.reference.RepositoryPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The lists of segments that together match what two lists of segments both match. */
final class SegmentMerger {
  private static final String ANY = RepositoryPattern.ANY_SEGMENTS;

  private final List<String> left;
  private final List<String> right;
  private final int most;
  private final Map<Integer, Set<List<String>>> rests = new HashMap<>();
  private boolean tooMany;

  SegmentMerger(List<String> left, List<String> right, int most) {
    this.left = left;
    this.right = right;
    this.most = most;
  }

  /** Lists of segments; empty if there are too many. */
  Optional<Set<List<String>>> merged() {
    Set<List<String>> all = rest(0, 0);
    return tooMany ? Optional.empty() : Optional.of(all);
  }

  private Set<List<String>> rest(int i, int j) {
    int key = i * (right.size() + 1) + j;
    Set<List<String>> known = rests.get(key);
    if (known == null) {
      known = tooMany ? Set.of() : made(i, j);
      rests.put(key, known);
    }
    return known;
  }

  private Set<List<String>> made(int i, int j) {
    Set<List<String>> all = new LinkedHashSet<>();
    boolean leftEnd = i == left.size();
    boolean rightEnd = j == right.size();
    if (leftEnd && rightEnd) {
      all.add(List.of());
      return all;
    }
    boolean leftAny = !leftEnd && left.get(i).equals(ANY);
    boolean rightAny = !rightEnd && right.get(j).equals(ANY);
    if (leftAny && rightAny) {
      put(ANY, rest(i + 1, j), all);
      put(ANY, rest(i, j + 1), all);
    } else if (leftAny) {
      all.addAll(rest(i + 1, j));
      if (!rightEnd) {
        put(right.get(j), rest(i, j + 1), all);
      }
    } else if (rightAny) {
      all.addAll(rest(i, j + 1));
      if (!leftEnd) {
        put(left.get(i), rest(i + 1, j), all);
      }
    } else if (!leftEnd && !rightEnd) {
      heads(left.get(i), right.get(j)).forEach(head -> put(head, rest(i + 1, j + 1), all));
    }
    tooMany |= all.size() > 4 * most;
    return all;
  }

  private Set<String> heads(String one, String other) {
    Optional<Set<String>> merged = new GlobMerger(one, other, most).merged();
    tooMany |= merged.isEmpty();
    return merged.orElse(Set.of());
  }

  private static void put(String head, Set<List<String>> tails, Set<List<String>> all) {
    for (List<String> tail : tails) {
      if (head.equals(ANY) && !tail.isEmpty() && tail.get(0).equals(ANY)) {
        all.add(tail);
      } else {
        List<String> segments = new ArrayList<>(tail.size() + 1);
        segments.add(head);
        segments.addAll(tail);
        all.add(segments);
      }
    }
  }
}
