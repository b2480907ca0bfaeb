package dev.portwrit.history;

import dev.portwrit.source.Brought;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.SourceException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * By which of the commits that a merge brought something came to be that holds at the merge and not
 * before it. From the merge the search goes back as long as it holds: to the first of the commits
 * before (see {@link Predecessors}) at which it does. The commit before which it holds nowhere made
 * it. Where that way leaves what the merge brought, all commits before are tried at which it holds,
 * and the newest that made it counts. For one search.
 *
 * @param <T> what is looked for
 */
final class MergeSearch<T> {
  private final Predecessors predecessors;
  private final Comparison<T> comparison;
  private final Map<CommitInfo, Set<T>> made = new LinkedHashMap<>();
  private final Map<Origin.Unknown, Set<T>> unknown = new HashMap<>();

  /** What holds at a commit and at all of a way from it to the merge. */
  private final Map<String, Set<T>> reached = new HashMap<>();

  /**
   * A search.
   *
   * @param predecessors where ways lead
   * @param comparison of commits with those before them, at the time of the merge
   */
  MergeSearch(Predecessors predecessors, Comparison<T> comparison) {
    this.predecessors = predecessors;
    this.comparison = comparison;
  }

  /** What was looked for, by the commits that made it. */
  Map<CommitInfo, Set<T>> made() {
    return made;
  }

  /** Of what it cannot be told, by the causes. */
  Map<Origin.Unknown, Set<T>> unknown() {
    return unknown;
  }

  /**
   * Looks among what a merge brought.
   *
   * @param merge one that compiles
   * @param some what holds at the merge
   * @return what is left: no commit of it made that
   */
  Set<T> search(CommitInfo merge, Brought brought, Set<T> some) throws SourceException {
    Set<T> outside = walk(merge, brought, some, false);
    if (!outside.isEmpty()) {
      walk(merge, brought, outside, true);
    }
    Set<T> left = new HashSet<>(some);
    made.values().forEach(left::removeAll);
    unknown.values().forEach(left::removeAll);
    return left;
  }

  /** Returns what holds at commits that the merge did not bring. */
  private Set<T> walk(CommitInfo merge, Brought brought, Set<T> some, boolean isAnyWay)
      throws SourceException {
    reached.clear();
    Set<T> found = new HashSet<>(follow(merge, predecessors.merged(merge), some, isAnyWay));
    for (CommitInfo commit : brought.commits()) {
      Set<T> held = reached.remove(commit.id());
      if (held != null) {
        Set<T> here = follow(commit, predecessors.of(commit), held, isAnyWay);
        here.removeAll(found);
        if (!here.isEmpty()) {
          made.computeIfAbsent(commit, one -> new HashSet<>()).addAll(here);
          found.addAll(here);
        }
      }
    }
    Set<T> outside = new HashSet<>();
    reached.values().forEach(outside::addAll);
    return outside;
  }

  /** Goes from a commit to those before it; returns what holds at none of them. */
  private Set<T> follow(CommitInfo commit, List<CommitInfo> before, Set<T> held, boolean isAnyWay) {
    Set<T> alone = new HashSet<>(held);
    for (CommitInfo older : before) {
      Set<T> asked = isAnyWay ? held : Set.copyOf(alone);
      if (asked.isEmpty()) {
        break;
      }
      Comparison.Compared<T> compared = comparison.of(older, commit, asked);
      if (!compared.held().isEmpty()) {
        reached.computeIfAbsent(older.id(), one -> new HashSet<>()).addAll(compared.held());
      }
      if (!compared.unclear().isEmpty()) {
        unknown
            .computeIfAbsent(compared.cause(), one -> new HashSet<>())
            .addAll(compared.unclear());
      }
      alone.removeAll(compared.held());
      alone.removeAll(compared.unclear());
    }
    return alone;
  }
}
