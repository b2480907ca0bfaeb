package dev.portwrit.registry.ecr;

import java.util.Optional;

/**
 * Whether a statement of a resource policy concerns who asks.
 *
 * <p>Source: IAM User Guide, "AWS JSON policy elements: Principal": an account stands for everybody
 * in it, to whom it delegates; a role for its sessions. And "NotPrincipal": where the account of
 * somebody who is excepted is not excepted too, the outcome depends on the service.
 */
final class PrincipalCheck {
  private PrincipalCheck() {}

  static Truth concerns(Statement statement, IamRequest request) {
    if (statement.principals().isEmpty()) {
      return Truth.UNKNOWN;
    }
    PrincipalSet set = statement.principals().get();
    if (set.negated()) {
      return concernsAllBut(set, statement.allows(), request);
    }
    if (names(set, request.caller())) {
      return Truth.YES;
    }
    // In the account of the repository an allow for the account leaves it to identity policies.
    boolean delegates = statement.allows() && request.isOfTheOwnersAccount();
    return Truth.of(!delegates && namesAccountOf(set, request.caller()));
  }

  private static Truth concernsAllBut(PrincipalSet set, boolean allows, IamRequest request) {
    boolean named = names(set, request.caller());
    boolean account = namesAccountOf(set, request.caller());
    if (named && (account || allows)) {
      return Truth.NO;
    }
    return named || account ? Truth.UNKNOWN : Truth.YES;
  }

  private static boolean names(PrincipalSet set, String caller) {
    return set.aws().contains(PrincipalSet.ANYBODY)
        || set.aws().contains(caller)
        || Arn.roleOf(caller)
            .map(role -> set.aws().stream().anyMatch(name -> isSameRole(name, role)))
            .orElse(false);
  }

  // The name of a session does not have the path of its role.
  private static boolean isSameRole(String name, String role) {
    return name.contains(":role/")
        && Arn.accountOf(name).equals(Arn.accountOf(role))
        && Arn.lastSegment(name).equals(Arn.lastSegment(role));
  }

  private static boolean namesAccountOf(PrincipalSet set, String caller) {
    Optional<String> account = Arn.accountOf(caller);
    return account.isPresent()
        && set.aws().stream()
            .anyMatch(name -> Arn.isAccount(name) && Arn.accountOf(name).equals(account));
  }
}
