package dev.portwrit.gateway.server;

import dev.portwrit.gateway.forward.UpstreamTimeouts;
import java.time.Duration;

/**
 * How long things may take.
 *
 * @param upstream how long the registry may take
 * @param stop how long requests may go on when the gateway stops
 * @param warmUp how many requests the gateway makes to itself before it says it is ready; 0 for
 *     none
 */
public record Pace(UpstreamTimeouts upstream, Duration stop, int warmUp) {
  /** The usual: half a minute to stop; a warm-up in which the JVM compiles every path. */
  public static final Pace DEFAULT =
      new Pace(UpstreamTimeouts.DEFAULT, Duration.ofSeconds(30), 4000);

  /**
   * The same with another warm-up.
   *
   * @param requests how many requests the gateway makes to itself before it says it is ready
   * @return a new pace
   */
  public Pace withWarmUp(int requests) {
    return new Pace(upstream, stop, requests);
  }
}
