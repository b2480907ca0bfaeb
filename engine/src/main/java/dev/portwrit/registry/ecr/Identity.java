package dev.portwrit.registry.ecr;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What IAM gives a user or role.
 *
 * @param policies those of the identity itself, managed and inline, and of its groups
 * @param groups the ARNs of its groups, by which it may have managed policies of ours
 * @param boundary the most that they can give, where there is one
 */
record Identity(
    List<PolicyDocument> policies, List<String> groups, Optional<PolicyDocument> boundary) {
  private static final String GROUPS = "groups";
  private static final String POLICIES = "policies";
  private static final String BOUNDARY = "boundary";

  Identity {
    policies = List.copyOf(policies);
    groups = List.copyOf(groups);
  }

  /** Reads the content of an object {@code identity}. */
  static Identity read(String content) throws UnreadablePolicy {
    JsonObject object = PolicyJson.read(content);
    PolicyJson.onlyKeys(object, Set.of(POLICIES, GROUPS, BOUNDARY));
    if (!(PolicyJson.value(object, POLICIES) instanceof JsonArray array)) {
      throw new UnreadablePolicy("`" + POLICIES + "` is no list");
    }
    List<PolicyDocument> policies = new ArrayList<>();
    for (JsonValue one : array) {
      policies.add(PolicyDocument.read(one.toString()));
    }
    Optional<PolicyDocument> boundary =
        object.containsKey(BOUNDARY)
            ? Optional.of(PolicyDocument.read(PolicyJson.object(object, BOUNDARY).toString()))
            : Optional.empty();
    List<String> groups =
        object.containsKey(GROUPS)
            ? List.copyOf(PolicyJson.texts(PolicyJson.value(object, GROUPS), GROUPS))
            : List.of();
    return new Identity(policies, groups, boundary);
  }

  /** All policies that have a say. */
  List<PolicyDocument> all() {
    return Stream.concat(policies.stream(), boundary.stream()).toList();
  }

  /** What they say together: an allow counts only within the boundary, a deny anyway. */
  Verdict verdict(IamRequest request) {
    return at(request).apply(request.action());
  }

  /** The same of any action, whatever that of the request is. */
  Function<String, Verdict> at(IamRequest request) {
    List<Applying> given =
        policies.stream().map(policy -> Applying.ofIdentity(policy, request)).toList();
    Optional<Applying> most = boundary.map(policy -> Applying.ofIdentity(policy, request));
    return action -> {
      Verdict all = Verdict.SILENT;
      for (Applying one : given) {
        all = all.with(one.to(action));
      }
      return most.isEmpty() ? all : all.within(most.get().to(action));
    };
  }
}
