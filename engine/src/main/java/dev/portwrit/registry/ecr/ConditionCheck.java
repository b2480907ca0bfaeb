package dev.portwrit.registry.ecr;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * Whether a condition holds. An operator, a key or a value that is not understood makes it unknown.
 *
 * <p>Source: IAM User Guide, "IAM JSON policy elements: Condition operators". Every key whose value
 * is known here is in every request, so that {@code …IfExists} says the same as without it.
 */
final class ConditionCheck {
  private static final String IF_EXISTS = "IfExists";
  private static final Set<String> DATES =
      Set.of(
          "DateEquals",
          "DateNotEquals",
          "DateLessThan",
          "DateLessThanEquals",
          "DateGreaterThan",
          "DateGreaterThanEquals");

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private ConditionCheck() {}

  static Truth holds(Condition condition, IamRequest request, boolean expandsVariables) {
    Optional<String> actual = request.value(condition.key());
    boolean variables =
        expandsVariables && condition.values().stream().anyMatch(value -> value.contains("${"));
    if (actual.isEmpty() || variables) {
      return Truth.UNKNOWN;
    }
    String operator = condition.operator();
    if (operator.equals("Null")) {
      return isNull(condition);
    }
    String plain =
        operator.endsWith(IF_EXISTS)
            ? operator.substring(0, operator.length() - IF_EXISTS.length())
            : operator;
    if (DATES.contains(plain)) {
      return condition.key().equals(Condition.CURRENT_TIME)
          ? anyDate(plain, request.time(), condition.values())
          : Truth.UNKNOWN;
    }
    return condition.key().equals(Condition.CURRENT_TIME)
        ? Truth.UNKNOWN
        : text(plain, condition, actual.get());
  }

  private static Truth isNull(Condition condition) {
    Set<String> values = condition.values();
    if (values.equals(Set.of("true"))) {
      return Truth.NO;
    }
    return values.equals(Set.of("false")) ? Truth.YES : Truth.UNKNOWN;
  }

  private static Truth text(String operator, Condition condition, String actual) {
    return switch (operator) {
      case "StringEquals" -> any(String::equals, condition, actual);
      case "StringNotEquals" -> any(String::equals, condition, actual).not();
      case "StringEqualsIgnoreCase" -> any(String::equalsIgnoreCase, condition, actual);
      case "StringNotEqualsIgnoreCase" -> any(String::equalsIgnoreCase, condition, actual).not();
      case "StringLike" -> any(Wildcards::matches, condition, actual);
      case "StringNotLike" -> any(Wildcards::matches, condition, actual).not();
      case "ArnLike", "ArnEquals" -> any(ConditionCheck::isLikeArn, condition, actual);
      case "ArnNotLike", "ArnNotEquals" -> any(ConditionCheck::isLikeArn, condition, actual).not();
      case "Bool" -> any(String::equalsIgnoreCase, condition, actual);
      default -> Truth.UNKNOWN;
    };
  }

  private static Truth any(
      BiPredicate<String, String> matches, Condition condition, String actual) {
    return Truth.of(condition.values().stream().anyMatch(value -> matches.test(value, actual)));
  }

  /** Each of the six parts by itself. */
  static boolean isLikeArn(String pattern, String arn) {
    Optional<List<String>> wanted = Arn.parts(pattern);
    Optional<List<String>> actual = Arn.parts(arn);
    if (wanted.isEmpty() || actual.isEmpty()) {
      return false;
    }
    for (int i = 0; i < actual.get().size(); i++) {
      if (!Wildcards.matches(wanted.get().get(i), actual.get().get(i))) {
        return false;
      }
    }
    return true;
  }

  private static Truth anyDate(String operator, Instant now, Set<String> values) {
    if (operator.equals("DateNotEquals")) {
      return anyDate("DateEquals", now, values).not();
    }
    Truth any = Truth.NO;
    for (String value : values) {
      Optional<Instant> date = date(value);
      any = any.or(date.isEmpty() ? Truth.UNKNOWN : Truth.of(compares(operator, now, date.get())));
    }
    return any;
  }

  private static boolean compares(String operator, Instant now, Instant date) {
    return switch (operator) {
      case "DateEquals" -> now.equals(date);
      case "DateLessThan" -> now.isBefore(date);
      case "DateLessThanEquals" -> !now.isAfter(date);
      case "DateGreaterThan" -> now.isAfter(date);
      case "DateGreaterThanEquals" -> !now.isBefore(date);
      default -> throw new IllegalArgumentException("`" + operator + "` compares no dates");
    };
  }

  /** A date as policies write it: of W3C's ISO 8601 profile or, in seconds, of Unix. */
  static Optional<Instant> date(String text) {
    try {
      if (SECONDS.matcher(text).matches()) {
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
      }
      if (DAY.matcher(text).matches()) {
        return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
