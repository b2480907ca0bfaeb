package dev.portwrit.gateway.webhook;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long things may take, and how much may wait.
 *
 * @param first the longest pause after the first attempt that failed; each is up to twice the one
 *     before
 * @param longest the longest pause between two attempts
 * @param patience how long one attempt may take
 * @param age how old an event may become before it is given up
 * @param most how many deliveries wait at most
 * @param mostOfOne how many wait for one receiver at most
 */
public record WebhookPace(
    Duration first, Duration longest, Duration patience, Duration age, int most, int mostOfOne) {
  /** From a second to five minutes, fifteen seconds, a day; 10,000, and 1,000 for one. */
  public static final WebhookPace DEFAULT =
      new WebhookPace(
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          Duration.ofSeconds(15),
          Duration.ofDays(1),
          10_000,
          1_000);

  private static final int MOST_DOUBLINGS = 20;

  /** How long to wait after so many attempts that failed: between a half and the whole of it. */
  Duration pause(int attempts) {
    long most =
        Math.min(first.toMillis() << Math.min(attempts - 1, MOST_DOUBLINGS), longest.toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
  }
}
