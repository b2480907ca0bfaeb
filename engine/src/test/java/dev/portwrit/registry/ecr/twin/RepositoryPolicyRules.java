package dev.portwrit.registry.ecr.twin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What ECR takes as the policy of a repository.
 *
 * <p>Sources: ECR API reference, RepositoryPolicyText: at most 10,240 characters; awsdocs PR 20: a
 * {@code Resource} is {@code Invalid repository policy provided}; hashicorp/terraform-provider-aws
 * issue 39064: a principal that does not exist is {@code Principal not found}.
 */
final class RepositoryPolicyRules {
  private static final int LONGEST = 10_240;
  private static final Set<String> ELEMENTS =
      Set.of("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Condition");

  private RepositoryPolicyRules() {}

  /** The text as readers get it: accounts by the ARN of their root. */
  static String taken(String text, TwinIam iam) {
    if (text.length() > LONGEST) {
      throw TwinRefusal.parameter(
          "policyText", "Member must have length less than or equal to 10240");
    }
    JsonNode document;
    try {
      document = TwinJudge.read(text).deepCopy();
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
    List<JsonNode> statements = TwinJudge.statements(document).toList();
    if (!document.isObject() || statements.isEmpty()) {
      throw invalid();
    }
    for (JsonNode statement : statements) {
      check(statement);
      normalise(statement, iam);
    }
    return document.toString();
  }

  private static void check(JsonNode statement) {
    if (!statement.isObject()
        || !(statement.has("Principal") || statement.has("NotPrincipal"))
        || !(statement.has("Action") || statement.has("NotAction"))
        || !List.of("Allow", "Deny").contains(statement.path("Effect").asText())) {
      throw invalid();
    }
    statement
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!ELEMENTS.contains(name)) {
                throw invalid();
              }
            });
    JsonNode actions = statement.has("Action") ? statement.get("Action") : null;
    if (actions != null
        && !TwinConditions.values(actions).stream()
            .allMatch(one -> one.equals("*") || one.toLowerCase(Locale.ROOT).startsWith("ecr:"))) {
      throw invalid();
    }
  }

  private static void normalise(JsonNode statement, TwinIam iam) {
    for (String element : List.of("Principal", "NotPrincipal")) {
      if (statement.path(element).path("AWS").isMissingNode()) {
        continue;
      }
      ObjectNode principal = (ObjectNode) statement.get(element);
      List<String> names = TwinConditions.values(principal.get("AWS"));
      for (String name : names) {
        // What a wildcard stands in is no principal: IAM User Guide, "Principal".
        if (!iam.exists(name)) {
          throw TwinRefusal.parameter("PolicyText", "Principal not found");
        }
      }
      List<String> roots =
          names.stream()
              .map(name -> name.matches("[0-9]{12}") ? "arn:aws:iam::" + name + ":root" : name)
              .toList();
      if (roots.size() == 1) {
        principal.put("AWS", roots.get(0));
      } else {
        principal.putArray("AWS").addAll(roots.stream().map(principal::textNode).toList());
      }
    }
  }

  private static TwinRefusal invalid() {
    return TwinRefusal.parameter("PolicyText", "Invalid repository policy provided");
  }
}
