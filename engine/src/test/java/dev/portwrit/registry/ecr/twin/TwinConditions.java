package dev.portwrit.registry.ecr.twin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The conditions of a statement.
 *
 * <p>Source: IAM User Guide, "IAM JSON policy elements: Condition operators": all operators and all
 * their keys must hold; of the values of a key one must match, and of a negated operator none may;
 * a key that the request does not have fails a plain operator and meets a negated one, and meets
 * whatever ends in {@code IfExists}.
 */
final class TwinConditions {
  private TwinConditions() {}

  static boolean hold(JsonNode conditions, TwinRequest request) {
    for (Map.Entry<String, JsonNode> operator : conditions.properties()) {
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        if (!holds(operator.getKey(), key.getKey(), values(key.getValue()), request)) {
          return false;
        }
      }
    }
    return true;
  }

  static List<String> values(JsonNode node) {
    List<String> values = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(one -> values.add(one.asText()));
    } else {
      values.add(node.asText());
    }
    return values;
  }

  private static boolean holds(
      String written, String key, List<String> wanted, TwinRequest request) {
    Optional<String> actual = request.key(key);
    String operator = written.toLowerCase(Locale.ROOT);
    boolean forAll = operator.startsWith("forallvalues:");
    boolean forAny = operator.startsWith("foranyvalue:");
    operator = operator.substring(operator.indexOf(':') + 1);
    if (operator.equals("null")) {
      return wanted.stream().anyMatch(value -> Boolean.parseBoolean(value) == actual.isEmpty());
    }
    boolean ifExists = operator.endsWith("ifexists");
    operator = ifExists ? operator.substring(0, operator.length() - 8) : operator;
    boolean negated = operator.contains("not");
    if (actual.isEmpty()) {
      // ForAllValues is met by no values at all, ForAnyValue by none of them.
      return ifExists || forAll || (negated && !forAny);
    }
    String plain = operator.replace("not", "");
    boolean matches = wanted.stream().anyMatch(value -> matches(plain, value, actual.get()));
    return matches != negated;
  }

  private static boolean matches(String operator, String wanted, String actual) {
    return switch (operator) {
      case "stringequals", "binaryequals" -> wanted.equals(actual);
      case "stringequalsignorecase" -> wanted.equalsIgnoreCase(actual);
      case "stringlike" -> Glob.matches(wanted, actual, true);
      // ArnEquals and ArnLike behave identically.
      case "arnequals", "arnlike" -> arnMatches(wanted, actual);
      case "bool" -> wanted.equalsIgnoreCase(actual);
      case "dateequals" -> time(actual).equals(time(wanted));
      case "datelessthan" -> time(actual).isBefore(time(wanted));
      case "datelessthanequals" -> !time(actual).isAfter(time(wanted));
      case "dategreaterthan" -> time(actual).isAfter(time(wanted));
      case "dategreaterthanequals" -> !time(actual).isBefore(time(wanted));
      case "numericequals" -> Double.parseDouble(actual) == Double.parseDouble(wanted);
      case "numericlessthan" -> Double.parseDouble(actual) < Double.parseDouble(wanted);
      case "numericgreaterthan" -> Double.parseDouble(actual) > Double.parseDouble(wanted);
      default -> throw new IllegalArgumentException("no operator of the twin: " + operator);
    };
  }

  /** Each of the six parts is compared by itself, and may have wildcards. */
  private static boolean arnMatches(String wanted, String actual) {
    String[] patterns = wanted.split(Pattern.quote(":"), 6);
    String[] parts = actual.split(Pattern.quote(":"), 6);
    if (patterns.length != 6 || parts.length != 6) {
      return wanted.equals("*");
    }
    for (int i = 0; i < 6; i++) {
      if (!Glob.matches(patterns[i], parts[i], true)) {
        return false;
      }
    }
    return true;
  }

  /** Source: W3C "Date and Time Formats", which the operators name, or seconds since 1970. */
  private static Instant time(String text) {
    if (text.matches("[0-9]+")) {
      return Instant.ofEpochSecond(Long.parseLong(text));
    }
    return text.contains("T")
        ? java.time.OffsetDateTime.parse(text).toInstant()
        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
