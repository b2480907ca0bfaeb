package dev.portwrit.history;

import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.SourceException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The commits before a commit that count: a commit that does not compile was never in force, and so
 * those before it stand in its place. Where a shallow clone ends with it, they are not here, and it
 * stands itself for what cannot be told.
 */
record Predecessors(Ancestry ancestry, PastPolicies policies) {
  /** Of a commit, those of its first parent first. */
  List<CommitInfo> of(CommitInfo commit) throws SourceException {
    return of(ancestry.parents(commit.id()));
  }

  /** Of a merge without those of its first parent. */
  List<CommitInfo> merged(CommitInfo merge) throws SourceException {
    return of(ancestry.parents(merge.id()).stream().skip(1).toList());
  }

  private List<CommitInfo> of(List<CommitInfo> parents) throws SourceException {
    List<CommitInfo> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Deque<CommitInfo> next = new ArrayDeque<>(parents);
    while (!next.isEmpty()) {
      CommitInfo one = next.pop();
      if (!seen.add(one.id())) {
        continue;
      }
      if (policies.at(one) instanceof PastPolicies.Past.Broken && !ancestry.isEnd(one.id())) {
        List<CommitInfo> before = ancestry.parents(one.id());
        for (int i = before.size() - 1; i >= 0; i--) {
          next.push(before.get(i));
        }
      } else {
        found.add(one);
      }
    }
    return found;
  }
}
