package dev.portwrit.registry.hub.twin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many calls a minute are taken.
 *
 * <p>Source: Docker Hub API, "Rate Limiting": three headers on each answer, and 429 with {@code
 * Retry-After} in seconds; its older text: {@code X-Retry-After} as a time. What was seen is {@code
 * Retry-After} with the time of {@code X-RateLimit-Reset}, and a limit of 180
 * (docker/hub-feedback#2459); what protects the service itself sends seconds and plain text
 * (docker/hub-feedback#1907). A date is what HTTP allows besides.
 */
public final class TwinLimits {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** How a refused caller is told to wait. */
  public enum Form {
    /** {@code Retry-After} in seconds. */
    SECONDS,
    /** {@code Retry-After} in seconds since 1970. */
    TIME,
    /** {@code Retry-After} as a date of HTTP. */
    DATE,
    /** {@code X-Retry-After} in seconds since 1970. */
    OLD,
    /** Not at all. */
    NONE
  }

  private final Clock clock;
  private int perMinute;
  private int taken;
  private Instant end = Instant.MIN;
  private Form form = Form.SECONDS;
  private long delay;

  TwinLimits(Clock clock) {
    this.clock = clock;
  }

  /**
   * Puts a limit in force, or lifts it.
   *
   * @param calls how many a minute; 0 for no limit
   */
  public synchronized void perMinute(int calls) {
    perMinute = calls;
    taken = 0;
    end = Instant.MIN;
  }

  /**
   * How refused callers are told to wait.
   *
   * @param told in which form
   */
  public synchronized void form(Form told) {
    form = told;
  }

  /**
   * How long each call takes.
   *
   * @param millis in thousandths of a second
   */
  public synchronized void delay(long millis) {
    delay = millis;
  }

  synchronized long delay() {
    return delay;
  }

  /** Takes a call, or says that it is one too many. */
  synchronized boolean take() {
    if (perMinute == 0) {
      return true;
    }
    Instant now = clock.instant();
    if (!now.isBefore(end)) {
      end = now.plus(MINUTE);
      taken = 0;
    }
    taken++;
    return taken <= perMinute;
  }

  /** What every answer says. */
  synchronized Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>();
    if (perMinute > 0) {
      headers.put("X-RateLimit-Limit", String.valueOf(perMinute));
      headers.put("X-RateLimit-Remaining", String.valueOf(Math.max(0, perMinute - taken)));
      headers.put("X-RateLimit-Reset", String.valueOf(told(end)));
    }
    return headers;
  }

  /** What an answer says besides to whom it refuses. */
  synchronized Map<String, String> refusal() {
    Instant now = clock.instant();
    Instant until = end.isAfter(now) ? end : now.plusSeconds(2);
    long seconds = Duration.between(now, until).plusMillis(999).toSeconds();
    return switch (form) {
      case SECONDS -> Map.of("Retry-After", String.valueOf(seconds));
      case TIME -> Map.of("Retry-After", String.valueOf(told(until)));
      case OLD -> Map.of("X-Retry-After", String.valueOf(told(until)));
      case DATE ->
          Map.of(
              "Retry-After",
              DateTimeFormatter.RFC_1123_DATE_TIME.format(
                  Instant.ofEpochSecond(told(until)).atOffset(ZoneOffset.UTC)));
      case NONE -> Map.of();
    };
  }

  /**
   * A time by the clock that the answer's own {@code Date} has, which the server beneath takes from
   * the machine.
   */
  private long told(Instant time) {
    Duration until = Duration.between(clock.instant(), time);
    return Instant.now().plus(until).getEpochSecond() + 1;
  }
}
