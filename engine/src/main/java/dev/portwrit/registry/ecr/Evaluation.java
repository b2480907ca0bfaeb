package dev.portwrit.registry.ecr;

import java.util.Optional;

/**
 * Whether ECR would do what somebody asks.
 *
 * <p>Source: IAM User Guide, "Policy evaluation logic" and "Cross-account policy evaluation logic":
 * an explicit deny anywhere wins; in one account it is enough that either the repository or the
 * identity allows it, while somebody of another account needs both. What limits identities from
 * outside, such as a service control policy or a session policy, only takes away and is not asked.
 */
final class Evaluation {
  private Evaluation() {}

  /**
   * The answer.
   *
   * @param ofTheOwnersAccount whether who asks is of the account of the repository
   * @param resource what the policies of repository and registry say
   * @param identity what IAM gives the caller; empty where it is not known to give anything. Of
   *     another account, that is for that account to say: then the repository alone decides
   */
  static Truth isAllowed(boolean ofTheOwnersAccount, Verdict resource, Optional<Verdict> identity) {
    Verdict own = identity.orElse(Verdict.SILENT);
    Truth allows =
        ofTheOwnersAccount
            ? resource.allows().or(own.allows())
            : resource.allows().and(identity.map(Verdict::allows).orElse(Truth.YES));
    return allows.and(resource.denies().or(own.denies()).not());
  }
}
