package dev.portwrit.history;

import dev.portwrit.source.CommitInfo;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which claims hold in the policies of an earlier commit too.
 *
 * @param policies those of commits
 * @param at when both are asked
 */
record ClaimComparison(PastPolicies policies, Instant at) implements Comparison<Claim> {
  @Override
  public Compared<Claim> of(CommitInfo older, CommitInfo younger, Set<Claim> held) {
    for (CommitInfo commit : List.of(older, younger)) {
      if (policies.at(commit) instanceof PastPolicies.Past.Unreadable lost) {
        return new Compared<>(Set.of(), held, FoundOrigins.lost(commit, lost));
      }
    }
    if (policies.at(older) instanceof PastPolicies.Past.Broken) {
      return new Compared<>(Set.of(), held, FoundOrigins.SHALLOW);
    }
    if (!(policies.at(older) instanceof PastPolicies.Past.Present past)
        || !(policies.at(younger) instanceof PastPolicies.Past.Present present)) {
      return Compared.of(Set.of());
    }
    Broken broken = Broken.between(past.index(), present.index(), at, Claims.of(held));
    Set<Claim> left = new HashSet<>(held);
    left.removeAll(broken.certain());
    left.removeAll(broken.unclear());
    return new Compared<>(left, broken.unclear(), FoundOrigins.tooMany(older.id()));
  }
}
