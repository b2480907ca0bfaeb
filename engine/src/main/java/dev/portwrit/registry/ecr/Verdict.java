package dev.portwrit.registry.ecr;

/**
 * What the statements of one policy, or of several of the same kind, say of a request.
 *
 * <p>Source: IAM User Guide, "Policy evaluation logic".
 *
 * @param allows whether one allows it
 * @param denies whether one denies it, which overrides whatever allows
 */
record Verdict(Truth allows, Truth denies) {
  /** No policy says anything. */
  static final Verdict SILENT = new Verdict(Truth.NO, Truth.NO);

  /** It is not known what the policies are. */
  static final Verdict UNKNOWN = new Verdict(Truth.UNKNOWN, Truth.UNKNOWN);

  /** What a policy of a repository or registry says. */
  static Verdict ofResource(PolicyDocument policy, IamRequest request) {
    return Applying.ofResource(policy, request).to(request.action());
  }

  /** The same where the policy has a say, nothing where it has none. */
  Verdict where(Truth reaches) {
    return new Verdict(allows.and(reaches), denies.and(reaches));
  }

  Verdict with(Verdict other) {
    return new Verdict(allows.or(other.allows), denies.or(other.denies));
  }

  /** What is left of it within a boundary: an allow that both give, a deny that either gives. */
  Verdict within(Verdict boundary) {
    return new Verdict(allows.and(boundary.allows), denies.or(boundary.denies));
  }
}
