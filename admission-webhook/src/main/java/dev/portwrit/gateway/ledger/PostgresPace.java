package dev.portwrit.gateway.ledger;

import java.time.Duration;

/**
 * How long a database may take, and how exact its clock must be.
 *
 * @param connect to let a gateway in
 * @param statement to answer a statement; a slower one is given up
 * @param hold how long a session that has locks may say nothing. The server ends it then, so that a
 *     gateway that hangs does not keep others waiting for ever. Longer than a write may take
 * @param skew how far its clock may be from the gateway's. Two gateways judge by their own whether
 *     a request of the other may still take effect
 */
public record PostgresPace(Duration connect, Duration statement, Duration hold, Duration skew) {
  /** Three seconds, fifteen, two minutes; and ten seconds. */
  public static final PostgresPace DEFAULT =
      new PostgresPace(
          Duration.ofSeconds(3),
          Duration.ofSeconds(15),
          Duration.ofMinutes(2),
          Duration.ofSeconds(10));
}
