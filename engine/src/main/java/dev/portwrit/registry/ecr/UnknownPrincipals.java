package dev.portwrit.registry.ecr;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * Finds the principal that a policy names and IAM does not have. ECR refuses the policy and does
 * not say which one it is; IAM is asked for those of the registry's own account.
 */
final class UnknownPrincipals {
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z-]+:iam::([0-9]{12}):(user|role)/(?:[^\"/]*/)*([\\w+=,.@-]{1,64})");

  private final EcrCalls calls;

  UnknownPrincipals(EcrCalls calls) {
    this.calls = calls;
  }

  /**
   * Whether ECR refused a policy for that.
   *
   * <p>Source: hashicorp/terraform-provider-aws issue 39064, {@code InvalidParameterException:
   * Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Principal not found'}.
   */
  static boolean isSaidBy(RuntimeException e) {
    return Failures.code(e).equals("InvalidParameterException")
        && e.getMessage() != null
        && e.getMessage().contains("Principal not found");
  }

  /** The first one that IAM surely does not have, if it can be asked. */
  Optional<String> first(String policy) {
    SortedSet<String> arns = new TreeSet<>();
    Matcher found = ARN.matcher(policy);
    while (found.find()) {
      if (found.group(1).equals(calls.address().account())) {
        arns.add(found.group());
      }
    }
    return arns.stream().filter(this::isMissing).findFirst();
  }

  private boolean isMissing(String arn) {
    Matcher parts = ARN.matcher(arn);
    if (!parts.matches()) {
      return false;
    }
    String name = parts.group(3);
    try {
      String there =
          parts.group(2).equals("user")
              ? calls
                  .counted()
                  .ask(
                      "GetUser",
                      () -> calls.clients().iam().getUser(to -> to.userName(name)).user().arn())
              : calls
                  .counted()
                  .ask(
                      "GetRole",
                      () -> calls.clients().iam().getRole(to -> to.roleName(name)).role().arn());
      // Names are unique whatever their paths: one with another path is another ARN.
      return !there.equals(arn);
    } catch (NoSuchEntityException e) {
      return true;
    } catch (RuntimeException e) {
      if (!Failures.isOfTheSdk(e)) {
        throw e;
      }
      return false;
    }
  }
}
