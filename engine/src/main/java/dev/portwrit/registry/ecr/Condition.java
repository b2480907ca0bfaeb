package dev.portwrit.registry.ecr;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One comparison of a statement's condition, of which all have to hold.
 *
 * <p>Source: IAM User Guide, "IAM JSON policy elements: Condition": keys are not case sensitive;
 * several values of one key are alternatives.
 *
 * @param operator such as {@code ArnNotLike}
 * @param key such as {@code aws:PrincipalArn}
 * @param values at least one
 */
record Condition(String operator, String key, SortedSet<String> values)
    implements Comparable<Condition> {
  static final String PRINCIPAL_ARN = "aws:PrincipalArn";
  static final String PRINCIPAL_ACCOUNT = "aws:PrincipalAccount";
  static final String CURRENT_TIME = "aws:CurrentTime";
  static final String SECURE_TRANSPORT = "aws:SecureTransport";

  private static final List<String> KNOWN_KEYS =
      List.of(PRINCIPAL_ARN, PRINCIPAL_ACCOUNT, CURRENT_TIME, SECURE_TRANSPORT);
  private static final Comparator<Condition> ORDER =
      Comparator.comparing(Condition::operator).thenComparing(Condition::key);

  Condition {
    values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
  }

  static List<Condition> read(JsonObject object) throws UnreadablePolicy {
    List<Condition> conditions = new ArrayList<>();
    for (String operator : object.keySet()) {
      for (Map.Entry<String, JsonValue> entry : PolicyJson.object(object, operator).entrySet()) {
        conditions.add(
            new Condition(
                operator,
                canonicalKey(entry.getKey()),
                PolicyJson.texts(entry.getValue(), entry.getKey())));
      }
    }
    List<Condition> sorted = conditions.stream().sorted().toList();
    for (int i = 1; i < sorted.size(); i++) {
      if (ORDER.compare(sorted.get(i - 1), sorted.get(i)) == 0) {
        throw new UnreadablePolicy("a condition key stands twice");
      }
    }
    return sorted;
  }

  private static String canonicalKey(String key) {
    return KNOWN_KEYS.stream().filter(key::equalsIgnoreCase).findFirst().orElse(key);
  }

  @Override
  public int compareTo(Condition other) {
    return ORDER.compare(this, other);
  }
}
