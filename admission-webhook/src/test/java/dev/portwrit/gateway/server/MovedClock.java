package dev.portwrit.gateway.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of the machine, moved. */
final class MovedClock extends Clock {
  private volatile Duration ahead = Duration.ZERO;

  /** Sets it further ahead, or back by a negative duration. */
  void move(Duration further) {
    ahead = ahead.plus(further);
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
