package dev.portwrit.gateway.ledger;

import java.time.Duration;

/**
 * How long a database may take.
 *
 * @param connect to let a gateway in
 * @param statement to answer a statement; a slower one is given up
 * @param hold how long a session that has locks may say nothing. The server ends it then, so that a
 *     gateway that hangs does not keep others waiting for ever. Longer than a write may take
 */
public record PostgresPace(Duration connect, Duration statement, Duration hold) {
  /** Three seconds, fifteen, and two minutes. */
  public static final PostgresPace DEFAULT =
      new PostgresPace(Duration.ofSeconds(3), Duration.ofSeconds(15), Duration.ofMinutes(2));
}
