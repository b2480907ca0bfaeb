package dev.portwrit.registry.ecr;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whom a policy could allow something: everybody whom it names, and one stranger of each account,
 * who stands for those whom nothing names.
 */
final class Callers {
  private static final String STRANGER = "user/portwrit-whoever-is-not-named";

  private Callers() {}

  /** Those whom policies name, patterns of names among them, which stand for whom they match. */
  static SortedSet<String> named(Collection<PolicyDocument> policies) {
    Set<String> named = new HashSet<>();
    for (PolicyDocument policy : policies) {
      for (Statement statement : policy.statements()) {
        statement
            .principals()
            .ifPresent(set -> set.aws().stream().filter(Callers::isArn).forEach(named::add));
        statement.conditions().forEach(condition -> addNamed(condition, named));
      }
    }
    return new TreeSet<>(named);
  }

  private static void addNamed(Condition condition, Set<String> named) {
    if (condition.key().equals(Condition.PRINCIPAL_ARN)) {
      condition.values().stream().filter(Callers::isArn).forEach(named::add);
    } else if (condition.key().equals(Condition.PRINCIPAL_ACCOUNT)) {
      condition.values().stream()
          .map(Arn::canonicalPrincipal)
          .filter(Arn::isAccount)
          .forEach(named::add);
    }
  }

  private static boolean isArn(String name) {
    return Arn.parts(name).isPresent();
  }

  /** Somebody of an account of whom nothing is known. */
  static String strangerOf(String account) {
    return "arn:aws:iam::" + account + ":" + STRANGER;
  }

  /** Somebody of an account that nothing names. */
  static String stranger() {
    return strangerOf("000000000000");
  }
}
