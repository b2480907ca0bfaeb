package dev.portwrit.registry.ecr;

import java.util.Optional;
import java.util.SortedSet;

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
    return of(policy, request, true);
  }

  /** What a policy of somebody says, which concerns nobody else. */
  static Verdict ofIdentity(PolicyDocument policy, IamRequest request) {
    return of(policy, request, false);
  }

  /** The same where the policy has a say, nothing where it has none. */
  Verdict where(Truth reaches) {
    return new Verdict(allows.and(reaches), denies.and(reaches));
  }

  Verdict with(Verdict other) {
    return new Verdict(allows.or(other.allows), denies.or(other.denies));
  }

  private static Verdict of(PolicyDocument policy, IamRequest request, boolean ofResource) {
    Truth allows = Truth.NO;
    Truth denies = Truth.NO;
    for (Statement statement : policy.statements()) {
      Truth applies = applies(policy, statement, request, ofResource);
      if (statement.allows()) {
        allows = allows.or(applies);
      } else {
        denies = denies.or(applies);
      }
    }
    return new Verdict(allows, denies);
  }

  private static Truth applies(
      PolicyDocument policy, Statement statement, IamRequest request, boolean ofResource) {
    if (!statement.actions().contains(request.action())) {
      return Truth.NO;
    }
    Truth applies =
        ofResource
            ? PrincipalCheck.concerns(statement, request)
            : statement.principals().isPresent() ? Truth.UNKNOWN : Truth.YES;
    applies = applies.and(reaches(policy, statement, request.resource()));
    for (Condition condition : statement.conditions()) {
      applies = applies.and(ConditionCheck.holds(condition, request, policy.expandsVariables()));
    }
    return applies;
  }

  // A policy of a repository needs no `Resource`: it is attached to it.
  private static Truth reaches(PolicyDocument policy, Statement statement, String resource) {
    Optional<SortedSet<String>> patterns = statement.resources();
    if (patterns.isEmpty()) {
      return Truth.YES;
    }
    Truth any = Truth.NO;
    for (String pattern : patterns.get()) {
      any = any.or(matches(pattern, resource, policy.expandsVariables()));
    }
    return statement.resourcesNegated() ? any.not() : any;
  }

  private static Truth matches(String pattern, String resource, boolean expandsVariables) {
    if (expandsVariables && pattern.contains("${")) {
      return Truth.UNKNOWN;
    }
    if (pattern.equals("*") || ConditionCheck.isLikeArn(pattern, resource)) {
      return Truth.YES;
    }
    // The documentation leaves it open whether a wildcard may stand for a colon.
    return Wildcards.matches(pattern, resource) ? Truth.UNKNOWN : Truth.NO;
  }
}
