package dev.portwrit.history;

import dev.portwrit.access.Access;
import dev.portwrit.access.AccessRelation;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.review.Authors;
import dev.portwrit.source.BranchLine;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.GitHistory;
import dev.portwrit.source.SourceException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * By what each access of a policy came to be. What somebody could do all the time by one path or
 * another came to be when it began, whatever moved meanwhile. Goes back along the first parents,
 * comparing each policy with the one before it just before the next came; a commit that does not
 * compile was never in force and changes nothing.
 */
public final class AccessOrigins {
  private static final Origin OF_A_GROUP =
      new Origin.Unknown("of a team or organization it is not looked for; ask of who is in it");

  private final Map<Claim.Key, Origin> origins;

  private AccessOrigins(Map<Claim.Key, Origin> origins) {
    this.origins = origins;
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
    FoundOrigins found =
        new FoundOrigins(
            ancestry,
            policies,
            new Approver(
                signer, new Authors(index.workspace(), index.memberships().individuals())));
    AccessRelation.of(index).forEach(now, access -> found.open().add(Claim.of(access)));
    new OriginWalk(line, ancestry, policies, memory, found, index, now).run(isCommitted);
    return new AccessOrigins(found.origins());
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
}
