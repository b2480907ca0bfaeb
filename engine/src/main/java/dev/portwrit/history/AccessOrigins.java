package dev.portwrit.history;

import dev.portwrit.access.Access;
import dev.portwrit.access.AccessRelation;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.review.Authors;
import dev.portwrit.source.BranchLine;
import dev.portwrit.source.Brought;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.GitHistory;
import dev.portwrit.source.SourceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * By what each access of a policy came to be. What somebody could do all the time by one path or
 * another came to be when it began, whatever moved meanwhile. Goes back along the first parents,
 * comparing each policy with the one before it just before the next came; a commit that does not
 * compile was never in force and changes nothing.
 */
public final class AccessOrigins {
  private static final String SHALLOW =
      "this clone is shallow; `git fetch --unshallow` brings the rest";

  private static final Origin OF_A_GROUP =
      new Origin.Unknown("of a team or organization it is not looked for; ask of who is in it");

  private static final PastPolicies.Past NO_MERGE = new PastPolicies.Past.Absent();

  private final Ancestry ancestry;
  private final PastPolicies policies;
  private final Approver approver;
  private final KnownOrigins known;
  private final Map<Claim.Key, Origin> origins = new HashMap<>();

  /** What held in all policies that were looked at. */
  private final Claims open = new Claims();

  private AccessOrigins(
      Ancestry ancestry, PastPolicies policies, Approver approver, KnownOrigins known) {
    this.known = known;
    this.ancestry = ancestry;
    this.policies = policies;
    this.approver = approver;
  }

  /**
   * Looks for the origins of all that a policy gives.
   *
   * @param git the commits
   * @param line the first-parent line of the branch
   * @param policies their policies
   * @param signer who signed a commit with a known key
   * @param index the policy: of the newest commit of the line, or of files that come after it
   * @param isCommitted whether it is that of the commit
   * @param now when it is asked what is in force
   * @param memory what earlier walks found
   * @return the origins
   * @throws SourceException if commits cannot be read
   */
  public static AccessOrigins of(
      GitHistory git,
      BranchLine line,
      PastPolicies policies,
      Function<CommitInfo, Optional<String>> signer,
      PolicyIndex index,
      boolean isCommitted,
      Instant now,
      OriginMemory memory)
      throws SourceException {
    Ancestry ancestry = Ancestry.of(git);
    return of(ancestry, line, policies, signer, index, isCommitted, now, memory);
  }

  static AccessOrigins of(
      Ancestry ancestry,
      BranchLine line,
      PastPolicies policies,
      Function<CommitInfo, Optional<String>> signer,
      PolicyIndex index,
      boolean isCommitted,
      Instant now,
      OriginMemory memory)
      throws SourceException {
    KnownOrigins known = new KnownOrigins(memory, line, ancestry);
    Approver approver =
        new Approver(signer, new Authors(index.workspace(), index.memberships().individuals()));
    AccessOrigins origins = new AccessOrigins(ancestry, policies, approver, known);
    AccessRelation.of(index).forEach(now, origins::add);
    origins.find(line, index, isCommitted, now);
    known.keep(origins.origins);
    return origins;
  }

  /**
   * The origin of an access.
   *
   * @param access one of the policy; of what everybody has, whoever is asked about, since when
   *     everybody has it
   * @return by what it came to be; unknown of a team or organization
   */
  public Origin of(Access access) {
    return origins.getOrDefault(Claim.Key.of(access), OF_A_GROUP);
  }

  /**
   * Why origins are not known.
   *
   * @return each cause once, one line; empty if all are known
   */
  public List<String> unknown() {
    return origins.values().stream()
        .filter(Origin.Unknown.class::isInstance)
        .map(origin -> ((Origin.Unknown) origin).cause())
        .distinct()
        .sorted()
        .toList();
  }

  private void add(Access access) {
    open.add(Claim.of(access));
  }

  private void find(BranchLine line, PolicyIndex index, boolean isCommitted, Instant now)
      throws SourceException {
    List<CommitInfo> commits = line.commits();
    PolicyIndex young = index;
    Optional<CommitInfo> since = isCommitted ? Optional.of(commits.get(0)) : Optional.empty();
    Instant end = now;
    if (isCommitted) {
      recall(commits.get(0), end);
      if (open.isEmpty()) {
        return;
      }
    }
    for (CommitInfo older : commits.subList(isCommitted ? 1 : 0, commits.size())) {
      if (since.isPresent()) {
        end = earlier(end, justBefore(since.get()));
      }
      PastPolicies.Past past = policies.at(older);
      if (past instanceof PastPolicies.Past.Absent) {
        close(open.all(), since);
        return;
      }
      if (past instanceof PastPolicies.Past.Unreadable lost) {
        giveUp(open.all(), cause(older, lost));
        return;
      }
      if (past instanceof PastPolicies.Past.Present present) {
        if (present.index() != young) {
          Broken broken = Broken.between(present.index(), young, end, open);
          close(broken.certain(), since);
          giveUp(broken.unclear(), "too many patterns meet at commit " + older.id());
        }
        young = present.index();
        since = Optional.of(older);
        recall(older, end);
      }
      if (open.isEmpty()) {
        return;
      }
    }
    if (line.isCut()) {
      giveUp(open.all(), SHALLOW);
    } else {
      close(open.all(), since);
    }
  }

  /** Ends those of which it is known what is behind a commit at which all that are open hold. */
  private void recall(CommitInfo commit, Instant end) throws SourceException {
    Instant until = earlier(end, justBefore(commit));
    Map<KnownOrigins.Known, Set<Claim>> before = known.at(commit, until, open);
    for (Map.Entry<KnownOrigins.Known, Set<Claim>> one : before.entrySet()) {
      made(one.getValue(), one.getKey().commit(), one.getKey().merge());
    }
  }

  private static Instant justBefore(CommitInfo commit) {
    return commit.time().minusNanos(1);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  static String cause(CommitInfo commit, PastPolicies.Past.Unreadable lost) {
    return "commit " + commit.id() + " cannot be read: " + lost.cause();
  }

  private void giveUp(Collection<Claim> claims, String cause) {
    claims.forEach(claim -> end(claim, new Origin.Unknown(cause)));
  }

  private void end(Claim claim, Origin origin) {
    origins.put(claim.key(), origin);
    open.remove(claim);
  }

  private void close(Set<Claim> claims, Optional<CommitInfo> since) throws SourceException {
    if (claims.isEmpty()) {
      return;
    }
    if (since.isEmpty()) {
      claims.forEach(claim -> end(claim, new Origin.Uncommitted()));
      return;
    }
    CommitInfo commit = since.get();
    Set<Claim> left = new HashSet<>(claims);
    PastPolicies.Past past = commit.parents().size() > 1 ? policies.at(commit) : NO_MERGE;
    if (past instanceof PastPolicies.Past.Unreadable lost) {
      giveUp(left, cause(commit, lost));
      return;
    }
    if (past instanceof PastPolicies.Past.Present merged) {
      Brought brought = ancestry.mergedBy(commit.id());
      if (brought.isCut()) {
        giveUp(left, SHALLOW);
        return;
      }
      MergeSearch search = new MergeSearch(ancestry, policies, merged.index(), commit.time());
      left = search.search(brought, left);
      search.unknown().forEach((cause, some) -> giveUp(some, cause));
      for (Map.Entry<CommitInfo, Set<Claim>> one : search.made().entrySet()) {
        made(one.getValue(), one.getKey(), Optional.of(commit));
      }
    }
    made(left, commit, Optional.empty());
  }

  private void made(Set<Claim> claims, CommitInfo commit, Optional<CommitInfo> merge)
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
