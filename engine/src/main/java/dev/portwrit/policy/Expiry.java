package dev.portwrit.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Until when something is in force: a date to its end in UTC, an instant to just before it. Expired
 * means absent.
 *
 * @param end the first instant at which it is absent
 * @param written the date or instant as the policy has it, for messages and reports
 */
public record Expiry(Instant end, String written) {
  /** The last instant that RFC 3339 can write, and so that a question can have. */
  public static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  /**
   * The expiry at the end of a day.
   *
   * @param lastDay the last day on which it is in force, in UTC
   * @return the expiry
   */
  public static Expiry endOf(LocalDate lastDay) {
    Instant end = lastDay.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return new Expiry(end, lastDay.toString());
  }

  /**
   * Whether it is still in force.
   *
   * @param now the instant that is asked about
   * @return true before the end
   */
  public boolean isInForceAt(Instant now) {
    return now.isBefore(end);
  }

  @Override
  public String toString() {
    return written;
  }
}
