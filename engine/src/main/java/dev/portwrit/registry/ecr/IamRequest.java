package dev.portwrit.registry.ecr;

import java.time.Instant;
import java.util.Optional;

/**
 * What somebody asks of ECR.
 *
 * @param caller the ARN of who asks; of a role the role's, whatever the session
 * @param action such as {@code ecr:PutImage}
 * @param resource the ARN of the repository
 * @param owner the account of the repository
 * @param time when it is asked
 */
record IamRequest(String caller, String action, String resource, String owner, Instant time) {
  boolean isOfTheOwnersAccount() {
    return Arn.accountOf(caller).filter(owner::equals).isPresent();
  }

  /**
   * The value of a condition key, where it is known; every key that has one here is in each
   * request.
   *
   * <p>Source: IAM User Guide, "AWS global condition context keys": {@code aws:PrincipalArn} is the
   * ARN of the role, not of its session. ECR is served over TLS only.
   */
  Optional<String> value(String key) {
    return switch (key) {
      case Condition.PRINCIPAL_ARN ->
          caller.contains(":sts:") ? Optional.empty() : Optional.of(caller);
      case Condition.PRINCIPAL_ACCOUNT -> Arn.accountOf(caller);
      case Condition.SECURE_TRANSPORT -> Optional.of("true");
      case Condition.CURRENT_TIME -> Optional.of(time.toString());
      default -> Optional.empty();
    };
  }
}
