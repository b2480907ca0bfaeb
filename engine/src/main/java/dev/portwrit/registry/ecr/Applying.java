package dev.portwrit.registry.ecr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What of a policy applies to somebody in a repository at one instant, whichever action is asked
 * for. Only the action is left to be looked at, of which there are many.
 */
final class Applying {
  /** A statement, and whether all but its actions applies. */
  private record Part(Statement statement, Truth applies) {}

  private final List<Part> parts;

  private Applying(List<Part> parts) {
    this.parts = parts;
  }

  /** That of a policy of a repository or registry; the action of the request is left out. */
  static Applying ofResource(PolicyDocument policy, IamRequest request) {
    return of(policy, request, true);
  }

  /** That of a policy of somebody, which concerns nobody else. */
  static Applying ofIdentity(PolicyDocument policy, IamRequest request) {
    return of(policy, request, false);
  }

  private static Applying of(PolicyDocument policy, IamRequest request, boolean ofResource) {
    List<Part> parts = new ArrayList<>();
    for (Statement statement : policy.statements()) {
      Truth applies = applies(policy, statement, request, ofResource);
      if (applies != Truth.NO) {
        parts.add(new Part(statement, applies));
      }
    }
    return new Applying(parts);
  }

  /** What it says of an action. */
  Verdict to(String action) {
    Truth allows = Truth.NO;
    Truth denies = Truth.NO;
    for (Part part : parts) {
      if (part.statement().actions().contains(action)) {
        if (part.statement().allows()) {
          allows = allows.or(part.applies());
        } else {
          denies = denies.or(part.applies());
        }
      }
    }
    return new Verdict(allows, denies);
  }

  private static Truth applies(
      PolicyDocument policy, Statement statement, IamRequest request, boolean ofResource) {
    Truth applies =
        ofResource
            ? PrincipalCheck.concerns(statement, request)
            : statement.principals().isPresent() ? Truth.UNKNOWN : Truth.YES;
    if (applies == Truth.NO) {
      return applies;
    }
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
