package dev.portwrit.history;

import dev.portwrit.access.Access;
import dev.portwrit.access.AccessRelation;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Subject;
import dev.portwrit.review.Authors;
import dev.portwrit.source.BranchLine;
import dev.portwrit.source.GitHistory;
import dev.portwrit.source.SourceException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * By what each access of a policy came to be. What somebody could do all the time by one path or
 * another came to be when it began, whatever moved meanwhile. Goes back along the first parents,
 * comparing each policy with the one before it just before the next came; a commit that does not
 * compile was never in force and changes nothing.
 */
public final class AccessOrigins {
  private static final Origin OF_ANOTHER =
      new Origin.Unknown("it was not looked for of the team or organization");

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
      CommitSigner signer,
      PolicyIndex index,
      boolean isCommitted,
      Instant now,
      OriginMemory memory)
      throws SourceException {
    Ancestry ancestry = Ancestry.of(git);
    return of(ancestry, line, policies, signer, index, isCommitted, now, memory);
  }

  /**
   * Looks for the origins of what a team or organization has: somebody who is in that and in
   * nothing else. What it is called is what it is: one that an older policy does not have had there
   * what everybody had.
   *
   * @param group the team or organization
   * @param git the commits
   * @param line as above
   * @param policies as above
   * @param signer as above
   * @param index as above
   * @param isCommitted as above
   * @param now as above
   * @param memory as above
   * @return the origins, of nobody else but everybody
   * @throws SourceException if commits cannot be read
   */
  public static AccessOrigins ofGroup(
      Subject group,
      GitHistory git,
      BranchLine line,
      PastPolicies policies,
      CommitSigner signer,
      PolicyIndex index,
      boolean isCommitted,
      Instant now,
      OriginMemory memory)
      throws SourceException {
    Ancestry ancestry = Ancestry.of(git);
    return ofGroup(group, ancestry, line, policies, signer, index, isCommitted, now, memory);
  }

  static AccessOrigins of(
      Ancestry ancestry,
      BranchLine line,
      PastPolicies policies,
      CommitSigner signer,
      PolicyIndex index,
      boolean isCommitted,
      Instant now,
      OriginMemory memory)
      throws SourceException {
    FoundOrigins found = new FoundOrigins(ancestry, policies, approver(signer, index));
    AccessRelation.of(index).forEach(now, access -> found.open().add(Claim.of(access)));
    new OriginWalk(line, ancestry, policies, memory, found, index, now).run(isCommitted);
    return new AccessOrigins(found.origins());
  }

  static AccessOrigins ofGroup(
      Subject group,
      Ancestry ancestry,
      BranchLine line,
      PastPolicies policies,
      CommitSigner signer,
      PolicyIndex index,
      boolean isCommitted,
      Instant now,
      OriginMemory memory)
      throws SourceException {
    GroupMember member = new GroupMember(group);
    PolicyIndex with = member.in(index);
    PastPolicies past = member.in(policies);
    FoundOrigins found = new FoundOrigins(ancestry, past, approver(signer, index));
    AccessRelation relation = AccessRelation.of(with);
    Stream.of(GroupMember.PERSON, new Subject.Anonymous())
        .flatMap(subject -> relation.whatCan(subject, now).stream())
        .forEach(access -> found.open().add(Claim.of(access)));
    if (GroupMember.isNamedIn(index)) {
      found.giveUp(found.open().all(), new Origin.Unknown("the policy " + GroupMember.TAKEN));
    }
    new OriginWalk(line, ancestry, past, memory.of(group), found, with, now).run(isCommitted);
    Map<Claim.Key, Origin> origins = new HashMap<>();
    found
        .origins()
        .forEach((key, origin) -> origins.put(key.of(GroupMember.PERSON, group), origin));
    return new AccessOrigins(origins);
  }

  private static Approver approver(CommitSigner signer, PolicyIndex index) {
    return new Approver(signer, new Authors(index.workspace(), index.memberships().individuals()));
  }

  /**
   * The origin of an access.
   *
   * @param access one of the policy; of what everybody has, whoever is asked about, since when
   *     everybody has it
   * @return by what it came to be; unknown of a team or organization but of {@link #ofGroup} it
   */
  public Origin of(Access access) {
    return origins.getOrDefault(Claim.Key.of(access), OF_ANOTHER);
  }

  /**
   * Why origins are not known.
   *
   * @return each once, by its cause; empty if all are known
   */
  public List<Origin.Unknown> unknown() {
    return origins.values().stream()
        .filter(Origin.Unknown.class::isInstance)
        .map(Origin.Unknown.class::cast)
        .distinct()
        .sorted(Comparator.comparing(Origin.Unknown::cause))
        .toList();
  }
}
