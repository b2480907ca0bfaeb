package dev.portwrit.gateway.forward;

import java.time.Duration;

/**
 * How long the registry behind the gateway may take.
 *
 * @param connect until a connection stands
 * @param idle between two bytes in either direction, the commit of a large blob included
 */
public record UpstreamTimeouts(Duration connect, Duration idle) {
  /** Ten seconds to connect; five minutes between two bytes, since a slow store commits slowly. */
  public static final UpstreamTimeouts DEFAULT =
      new UpstreamTimeouts(Duration.ofSeconds(10), Duration.ofMinutes(5));

  /**
   * Checks the times.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public UpstreamTimeouts {
    if (connect.isNegative() || connect.isZero() || idle.isNegative() || idle.isZero()) {
      throw new IllegalArgumentException("a timeout is longer than nothing");
    }
  }
}
