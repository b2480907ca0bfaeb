package dev.portwrit.history;

import dev.portwrit.source.Brought;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.SourceException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The claims of which the origin is looked for, and the origins of the others. Of what began with a
 * merge the commit of the merged branch is looked for that made it true.
 */
final class FoundOrigins {
  static final Origin.Unknown SHALLOW =
      new Origin.Unknown("this clone is shallow; `git fetch --unshallow` brings the rest", true);

  private static final PastPolicies.Past NO_MERGE = new PastPolicies.Past.Absent();

  private final Ancestry ancestry;
  private final PastPolicies policies;
  private final Approver approver;
  private final Map<Claim.Key, Origin> origins = new HashMap<>();

  /** What held in all policies that were looked at. */
  private final Claims open = new Claims();

  FoundOrigins(Ancestry ancestry, PastPolicies policies, Approver approver) {
    this.ancestry = ancestry;
    this.policies = policies;
    this.approver = approver;
  }

  Claims open() {
    return open;
  }

  Map<Claim.Key, Origin> origins() {
    return origins;
  }

  static Origin.Unknown lost(CommitInfo commit, PastPolicies.Past.Unreadable lost) {
    return new Origin.Unknown("commit " + commit.id() + " cannot be read: " + lost.cause(), true);
  }

  /** Why it cannot be told whether claims hold at a commit. */
  static Origin.Unknown tooMany(String commitId) {
    return new Origin.Unknown("too many patterns meet at commit " + commitId);
  }

  /** Why it cannot be told what made what holds after a merge of the line that does not compile. */
  static Origin.Unknown broken(CommitInfo merge) {
    return new Origin.Unknown(
        "the merge " + merge.id() + " does not compile, and may have brought it");
  }

  /** Ends claims of which it cannot be told. */
  void giveUp(Collection<Claim> claims, Origin.Unknown unknown) {
    claims.forEach(claim -> end(claim, unknown));
  }

  private void end(Claim claim, Origin origin) {
    origins.put(claim.key(), origin);
    open.remove(claim);
  }

  /**
   * Ends claims that began with a commit of the line, or what it merged.
   *
   * @param since empty for files that are not committed
   * @param brokenMerge one that does not compile, between it and the one before it that does
   */
  void close(Set<Claim> claims, Optional<CommitInfo> since, Optional<CommitInfo> brokenMerge)
      throws SourceException {
    if (claims.isEmpty()) {
      return;
    }
    if (since.isEmpty()) {
      if (brokenMerge.isPresent()) {
        giveUp(Set.copyOf(claims), broken(brokenMerge.get()));
        return;
      }
      claims.forEach(claim -> end(claim, new Origin.Uncommitted()));
      return;
    }
    CommitInfo commit = since.get();
    Set<Claim> left = new HashSet<>(claims);
    PastPolicies.Past past = commit.parents().size() > 1 ? policies.at(commit) : NO_MERGE;
    if (past instanceof PastPolicies.Past.Unreadable lost) {
      giveUp(left, lost(commit, lost));
      return;
    }
    if (past instanceof PastPolicies.Past.Present) {
      Brought brought = ancestry.mergedBy(commit.id());
      if (brought.isCut()) {
        giveUp(left, SHALLOW);
        return;
      }
      MergeSearch<Claim> search =
          new MergeSearch<>(
              new Predecessors(ancestry, policies), new ClaimComparison(policies, commit.time()));
      left = search.search(commit, brought, left);
      for (Map.Entry<CommitInfo, Set<Claim>> one : search.made().entrySet()) {
        made(one.getValue(), one.getKey(), Optional.of(commit));
      }
      search.unknown().forEach((cause, some) -> giveUp(some, cause));
    }
    if (brokenMerge.isPresent()) {
      giveUp(left, broken(brokenMerge.get()));
    } else {
      made(left, commit, Optional.empty());
    }
  }

  /** Ends claims that began with a commit. */
  void made(Set<Claim> claims, CommitInfo commit, Optional<CommitInfo> merge)
      throws SourceException {
    if (!claims.isEmpty()) {
      Origin origin = new Origin.Made(commit, merge, approver.of(commit, merges(commit, merge)));
      claims.forEach(claim -> end(claim, origin));
    }
  }

  /** By which merges the branch got a commit, the last one first. */
  private List<CommitInfo> merges(CommitInfo commit, Optional<CommitInfo> last)
      throws SourceException {
    if (last.isEmpty()) {
      return List.of();
    }
    List<CommitInfo> merges = new ArrayList<>(List.of(last.get()));
    merges.addAll(ancestry.mergedBy(last.get().id()).mergesOf(commit));
    return merges;
  }
}
