package dev.portwrit.registry.ecr;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whom a statement names.
 *
 * <p>Source: IAM User Guide, "AWS JSON policy elements: Principal" and "NotPrincipal".
 *
 * @param negated whether it is everybody but those
 * @param byType the names by {@code AWS}, {@code Service}, {@code Federated}, {@code
 *     CanonicalUser}; each at least one
 */
record PrincipalSet(boolean negated, SortedMap<String, SortedSet<String>> byType) {
  static final String AWS = "AWS";

  /** Everybody. */
  static final String ANYBODY = "*";

  private static final SortedSet<String> NONE = Collections.unmodifiableSortedSet(new TreeSet<>());

  PrincipalSet {
    byType = Collections.unmodifiableSortedMap(new TreeMap<>(byType));
  }

  /** AWS principals that are named. */
  static PrincipalSet of(SortedSet<String> aws) {
    return new PrincipalSet(false, new TreeMap<>(Map.of(AWS, aws)));
  }

  static PrincipalSet anybody() {
    return of(new TreeSet<>(Set.of(ANYBODY)));
  }

  static PrincipalSet read(JsonValue value, boolean negated) throws UnreadablePolicy {
    SortedMap<String, SortedSet<String>> byType = new TreeMap<>();
    if (value instanceof JsonString text && text.getString().equals(ANYBODY)) {
      byType.put(AWS, new TreeSet<>(Set.of(ANYBODY)));
    } else if (value instanceof JsonObject object && !object.isEmpty()) {
      PolicyJson.onlyKeys(object, Set.of(AWS, "Service", "Federated", "CanonicalUser"));
      for (Map.Entry<String, JsonValue> entry : object.entrySet()) {
        SortedSet<String> names = PolicyJson.texts(entry.getValue(), entry.getKey());
        byType.put(entry.getKey(), entry.getKey().equals(AWS) ? canonical(names) : names);
      }
    } else {
      throw new UnreadablePolicy("`Principal` is neither `*` nor an object with names");
    }
    return new PrincipalSet(negated, byType);
  }

  private static SortedSet<String> canonical(SortedSet<String> names) {
    SortedSet<String> canonical = new TreeSet<>();
    names.forEach(name -> canonical.add(Arn.canonicalPrincipal(name)));
    return canonical;
  }

  /** The AWS principals that are named. */
  SortedSet<String> aws() {
    return byType.getOrDefault(AWS, NONE);
  }

  /** Whether nobody but AWS principals is named, each as it is. */
  boolean isOnlyAws() {
    return !negated && byType.keySet().equals(Set.of(AWS));
  }

  String element() {
    return negated ? "NotPrincipal" : "Principal";
  }

  JsonValue json() {
    JsonObjectBuilder object = PolicyJson.JSON.createObjectBuilder();
    byType.forEach((type, names) -> object.add(type, PolicyJson.array(names)));
    return object.build();
  }
}
