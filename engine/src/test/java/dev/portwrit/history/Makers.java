package dev.portwrit.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.policy.Workspace;
import dev.portwrit.source.CommitInfo;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The law of who made what holds at a commit of the line and not at the one before it that
 * compiles: a commit before the one and not before the other, at which it holds, before which it
 * does not, whichever parent is asked, and from which a way leads to the commit of the line on
 * which it holds all the time. Commits that do not compile are as if they were not there.
 */
final class Makers {
  private Makers() {}

  /** All commits that made it, of a branch that is whole. */
  static Set<CommitInfo> of(PastBranch branch, CommitInfo since, Predicate<Workspace> asked) {
    IdentityHashMap<Workspace, Boolean> known = new IdentityHashMap<>();
    Predicate<Workspace> holds = state -> known.computeIfAbsent(state, asked::test);
    Set<CommitInfo> brought = branch.broughtSinceCompiling(since);
    Set<CommitInfo> makers = new LinkedHashSet<>();
    Set<CommitInfo> onAWay = new HashSet<>();
    Deque<CommitInfo> next = new ArrayDeque<>(readable(branch, branch.parents(since.id())));
    while (!next.isEmpty()) {
      CommitInfo one = next.remove();
      if (!brought.contains(one) || !isHeld(branch, one, holds) || !onAWay.add(one)) {
        continue;
      }
      Set<CommitInfo> before = readable(branch, branch.parents(one.id()));
      next.addAll(before);
      if (before.stream().noneMatch(older -> isHeld(branch, older, holds))) {
        makers.add(one);
      }
    }
    return makers;
  }

  /** One of them is named, or none where there is none. */
  static void assertNamed(Set<CommitInfo> makers, Optional<CommitInfo> named, String what) {
    if (makers.isEmpty()) {
      assertThat(named).as(what).isEmpty();
    } else {
      assertThat(named).as(what).isPresent();
      assertThat(makers).as(what).contains(named.get());
    }
  }

  private static boolean isHeld(PastBranch branch, CommitInfo one, Predicate<Workspace> holds) {
    return branch.workspace(one).filter(holds).isPresent();
  }

  private static Set<CommitInfo> readable(PastBranch branch, List<CommitInfo> parents) {
    Set<CommitInfo> found = new LinkedHashSet<>();
    for (CommitInfo parent : parents) {
      if (branch.at(parent) instanceof PastPolicies.Past.Broken) {
        found.addAll(readable(branch, branch.parents(parent.id())));
      } else {
        found.add(parent);
      }
    }
    return found;
  }
}
