package dev.portwrit.registry.hub;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long Hub asks to wait. Its documentation says {@code Retry-After} in seconds, an older one
 * {@code X-Retry-After} as a time; what was seen is {@code Retry-After} with a time since 1970
 * (docker/hub-feedback#2459). HTTP allows a date too.
 */
final class RetryAfter {
  /** Nobody is asked to wait for thirty years: such a number is a time. */
  private static final long FIRST_TIME = 1_000_000_000L;

  private RetryAfter() {}

  /**
   * Reads the headers of an answer.
   *
   * @param clock the time here, where the answer does not say its own
   * @return zero if nothing is asked, or nothing that is understood
   */
  static Duration of(HttpHeaders headers, Clock clock) {
    Instant now = headers.firstValue("Date").flatMap(RetryAfter::date).orElseGet(clock::instant);
    return headers
        .firstValue("Retry-After")
        .flatMap(text -> wait(text, now))
        .or(() -> headers.firstValue("X-Retry-After").flatMap(text -> wait(text, now)))
        .or(() -> spent(headers, now))
        .filter(wait -> !wait.isNegative())
        .orElse(Duration.ZERO);
  }

  private static Optional<Duration> spent(HttpHeaders headers, Instant now) {
    return headers
        .firstValue("X-RateLimit-Remaining")
        .filter("0"::equals)
        .flatMap(none -> headers.firstValue("X-RateLimit-Reset"))
        .flatMap(text -> wait(text, now));
  }

  private static Optional<Duration> wait(String text, Instant now) {
    OptionalLong number = number(text.strip());
    if (number.isPresent()) {
      long value = number.getAsLong();
      return Optional.of(
          value >= FIRST_TIME
              ? Duration.between(now, Instant.ofEpochSecond(value))
              : Duration.ofSeconds(value));
    }
    return date(text).map(until -> Duration.between(now, until));
  }

  private static OptionalLong number(String text) {
    return text.matches("[0-9]{1,12}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
