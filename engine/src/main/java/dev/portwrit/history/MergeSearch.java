package dev.portwrit.history;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.source.Brought;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.SourceException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * By which of the commits that a merge brought some claims came to be that hold at the merge and
 * not before it: the newest at which a claim holds and at whose first parent it does not. Where
 * that is a merge itself, the same is asked of what it brought. For one search.
 */
final class MergeSearch {
  private final Ancestry ancestry;
  private final PastPolicies policies;
  private final PolicyIndex merged;
  private final Instant at;
  private final Map<CommitInfo, Set<Claim>> made = new LinkedHashMap<>();
  private final Map<String, Set<Claim>> unknown = new HashMap<>();

  /**
   * A search.
   *
   * @param merged the policy of the merge
   * @param at when the claims are asked for
   */
  MergeSearch(Ancestry ancestry, PastPolicies policies, PolicyIndex merged, Instant at) {
    this.ancestry = ancestry;
    this.policies = policies;
    this.merged = merged;
    this.at = at;
  }

  /** The claims by the commits that made them. */
  Map<CommitInfo, Set<Claim>> made() {
    return made;
  }

  /** The claims of which it cannot be told, by the causes. */
  Map<String, Set<Claim>> unknown() {
    return unknown;
  }

  /**
   * Looks among what a merge brought.
   *
   * @return the claims that are left: no commit of it alone made them
   */
  Set<Claim> search(Brought brought, Collection<Claim> claims) throws SourceException {
    return search(brought, brought.commits(), claims);
  }

  private Set<Claim> search(Brought brought, List<CommitInfo> some, Collection<Claim> claims)
      throws SourceException {
    Set<Claim> left = new HashSet<>(claims);
    for (CommitInfo commit : some) {
      if (left.isEmpty()) {
        break;
      }
      Set<Claim> here = madeBy(commit, left);
      left.removeAll(here);
      unknown.values().forEach(left::removeAll);
      Set<Claim> alone = here.isEmpty() ? here : search(brought, brought.by(commit), here);
      if (!alone.isEmpty()) {
        made.computeIfAbsent(commit, one -> new HashSet<>()).addAll(alone);
      }
    }
    return left;
  }

  private Set<Claim> madeBy(CommitInfo commit, Set<Claim> claims) throws SourceException {
    PastPolicies.Past past = policies.at(commit);
    if (past instanceof PastPolicies.Past.Unreadable lost) {
      giveUp(claims, commit, lost);
    }
    if (!(past instanceof PastPolicies.Past.Present present)) {
      return Set.of();
    }
    Broken later = Broken.between(present.index(), merged, at, Claims.of(claims));
    Set<Claim> held = new HashSet<>(claims);
    held.removeAll(later.certain());
    held.removeAll(later.unclear());
    Optional<CommitInfo> parent = ancestry.firstParent(commit.id());
    if (held.isEmpty() || parent.isEmpty()) {
      return held;
    }
    PastPolicies.Past before = policies.at(parent.get());
    if (before instanceof PastPolicies.Past.Present older) {
      return Broken.between(older.index(), present.index(), at, Claims.of(held)).certain();
    }
    if (before instanceof PastPolicies.Past.Unreadable lost) {
      giveUp(held, parent.get(), lost);
    }
    return before instanceof PastPolicies.Past.Absent ? held : Set.of();
  }

  private void giveUp(Set<Claim> claims, CommitInfo commit, PastPolicies.Past.Unreadable lost) {
    unknown
        .computeIfAbsent(FoundOrigins.cause(commit, lost), cause -> new HashSet<>())
        .addAll(claims);
  }
}
