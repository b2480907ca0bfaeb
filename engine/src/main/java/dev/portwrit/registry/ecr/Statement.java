package dev.portwrit.registry.ecr;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One statement of a policy document.
 *
 * @param sid its name, without meaning; empty where it has none
 * @param allows whether it allows; otherwise it denies
 * @param principals whom it concerns; empty in identity policies
 * @param actions what it concerns
 * @param resources which resources, empty where it does not say, as in repository policies
 * @param resourcesNegated whether it is all but those
 * @param conditions all of which have to hold, sorted
 */
record Statement(
    String sid,
    boolean allows,
    Optional<PrincipalSet> principals,
    ActionSet actions,
    Optional<SortedSet<String>> resources,
    boolean resourcesNegated,
    List<Condition> conditions) {
  private static final Set<String> ELEMENTS =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  Statement {
    conditions = conditions.stream().sorted().toList();
  }

  /** A statement of a repository policy. */
  static Statement of(
      String sid,
      boolean allows,
      PrincipalSet principals,
      Set<String> actions,
      Condition... conditions) {
    return new Statement(
        sid,
        allows,
        Optional.of(principals),
        new ActionSet(false, new TreeSet<>(actions)),
        Optional.empty(),
        false,
        List.of(conditions));
  }

  static Statement read(JsonValue value) throws UnreadablePolicy {
    if (!(value instanceof JsonObject object)) {
      throw new UnreadablePolicy("a statement is no object");
    }
    PolicyJson.onlyKeys(object, ELEMENTS);
    String effect = PolicyJson.text(object, "Effect");
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      throw new UnreadablePolicy("`Effect` is neither `Allow` nor `Deny`");
    }
    Optional<String> principal = either(object, "Principal", "NotPrincipal");
    Optional<String> resource = either(object, "Resource", "NotResource");
    String action =
        either(object, "Action", "NotAction")
            .orElseThrow(() -> new UnreadablePolicy("a statement has no `Action`"));
    return new Statement(
        object.containsKey("Sid") ? PolicyJson.text(object, "Sid") : "",
        effect.equals("Allow"),
        principal.isEmpty()
            ? Optional.empty()
            : Optional.of(
                PrincipalSet.read(
                    PolicyJson.value(object, principal.get()),
                    principal.get().equals("NotPrincipal"))),
        ActionSet.read(PolicyJson.value(object, action), action.equals("NotAction")),
        resource.isEmpty()
            ? Optional.empty()
            : Optional.of(
                PolicyJson.texts(PolicyJson.value(object, resource.get()), resource.get())),
        resource.filter("NotResource"::equals).isPresent(),
        Condition.read(PolicyJson.object(object, "Condition")));
  }

  private static Optional<String> either(JsonObject object, String key, String negated)
      throws UnreadablePolicy {
    if (object.containsKey(key) && object.containsKey(negated)) {
      throw new UnreadablePolicy("a statement has both `" + key + "` and `" + negated + "`");
    }
    if (object.containsKey(key)) {
      return Optional.of(key);
    }
    return object.containsKey(negated) ? Optional.of(negated) : Optional.empty();
  }

  /** The same under no name. */
  Statement withoutSid() {
    return new Statement("", allows, principals, actions, resources, resourcesNegated, conditions);
  }

  /** Whether somewhere in it a policy variable may stand. */
  boolean hasVariables() {
    return resources.stream().flatMap(Set::stream).anyMatch(Statement::hasVariable)
        || conditions.stream()
            .flatMap(one -> one.values().stream())
            .anyMatch(Statement::hasVariable);
  }

  private static boolean hasVariable(String text) {
    return text.contains("${");
  }

  JsonObject json() {
    SortedMap<String, JsonValue> elements = new TreeMap<>();
    if (!sid.isEmpty()) {
      elements.put("Sid", PolicyJson.JSON.createValue(sid));
    }
    elements.put("Effect", PolicyJson.JSON.createValue(allows ? "Allow" : "Deny"));
    principals.ifPresent(some -> elements.put(some.element(), some.json()));
    elements.put(actions.element(), PolicyJson.array(actions.patterns()));
    resources.ifPresent(
        some ->
            elements.put(resourcesNegated ? "NotResource" : "Resource", PolicyJson.array(some)));
    if (!conditions.isEmpty()) {
      elements.put("Condition", conditionsJson());
    }
    return object(elements);
  }

  private JsonObject conditionsJson() {
    SortedMap<String, SortedMap<String, JsonValue>> byOperator = new TreeMap<>();
    for (Condition one : conditions) {
      byOperator
          .computeIfAbsent(one.operator(), operator -> new TreeMap<>())
          .put(one.key(), PolicyJson.array(one.values()));
    }
    JsonObjectBuilder object = PolicyJson.JSON.createObjectBuilder();
    byOperator.forEach((operator, keys) -> object.add(operator, object(keys)));
    return object.build();
  }

  private static JsonObject object(Map<String, JsonValue> sorted) {
    JsonObjectBuilder object = PolicyJson.JSON.createObjectBuilder();
    sorted.forEach(object::add);
    return object.build();
  }
}
