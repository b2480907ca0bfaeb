package dev.portwrit.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a merge brought: the commits before its other parents that are not before its first.
 *
 * @param commits each before its parents, those with the most generations behind them first
 * @param isCut whether a shallow clone does not tell: it ends within them, or where more of them
 *     may be before the first parent too
 */
public record Brought(List<CommitInfo> commits, boolean isCut) {
  /** Of what is no merge. */
  public static final Brought NOTHING = new Brought(List.of(), false);

  /** Copies the list. */
  public Brought {
    commits = List.copyOf(commits);
  }

  /**
   * What a merge brought of a shallow clone.
   *
   * @param merge a merge with its parents
   * @param commits as far as the clone tells, newest first
   * @param parents of each commit of the clone before the merge; none of those with which it ends
   * @param ends with which the clone ends
   * @return the commits, and whether they are certain
   */
  public static Brought ofShallow(
      CommitInfo merge,
      List<CommitInfo> commits,
      Map<String, List<String>> parents,
      Set<String> ends) {
    Set<String> hidden = endsBefore(merge.parents().get(0), parents, ends);
    Set<String> ids = commits.stream().map(CommitInfo::id).collect(Collectors.toSet());
    boolean isCut =
        commits.stream()
            .anyMatch(
                one ->
                    ends.contains(one.id())
                        // What comes after an end is not before it, whatever it hides.
                        || (Collections.disjoint(one.parents(), ids)
                            && !endsBefore(one.id(), parents, ends).containsAll(hidden)));
    return new Brought(commits, isCut);
  }

  /**
   * By which merges among them one of them came to the branches that were merged in the end.
   *
   * @param commit one of the commits
   * @return newest first
   */
  public List<CommitInfo> mergesOf(CommitInfo commit) {
    Set<String> after = new HashSet<>(Set.of(commit.id()));
    List<CommitInfo> merges = new ArrayList<>();
    for (int i = commits.size() - 1; i >= 0; i--) {
      CommitInfo one = commits.get(i);
      if (!Collections.disjoint(one.parents(), after)) {
        after.add(one.id());
        if (!after.contains(one.parents().get(0))) {
          merges.add(0, one);
        }
      }
    }
    return merges;
  }

  private static Set<String> endsBefore(
      String commit, Map<String, List<String>> parents, Set<String> ends) {
    Set<String> seen = new HashSet<>(Set.of(commit));
    Deque<String> next = new ArrayDeque<>(seen);
    while (!next.isEmpty()) {
      for (String parent : parents.getOrDefault(next.remove(), List.of())) {
        if (seen.add(parent)) {
          next.add(parent);
        }
      }
    }
    seen.retainAll(ends);
    return seen;
  }
}
