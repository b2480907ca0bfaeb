package dev.portwrit.gateway.sweep;

import java.time.Duration;

/**
 * How closely the registry is watched.
 *
 * @param period from the end of a sweep to the next, which comes up to a tenth sooner or later;
 *     zero for none but those that notifications make necessary
 * @param requestsPerSecond the most that is asked of the registry for it
 */
public record WatchSettings(Duration period, int requestsPerSecond) {
  /** An hour; fifty requests a second, one at a time. */
  public static final WatchSettings DEFAULT = new WatchSettings(Duration.ofHours(1), 50);

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if the period is negative or no request is allowed
   */
  public WatchSettings {
    if (period.isNegative() || requestsPerSecond < 1) {
      throw new IllegalArgumentException("a sweep needs a period and requests");
    }
  }

  /**
   * The same with another period.
   *
   * @param other zero for no sweeps
   * @return new settings
   */
  public WatchSettings every(Duration other) {
    return new WatchSettings(other, requestsPerSecond);
  }
}
