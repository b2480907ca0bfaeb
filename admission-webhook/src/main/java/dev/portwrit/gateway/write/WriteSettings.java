package dev.portwrit.gateway.write;

import java.time.Duration;

/**
 * How long things may take, and what the registry is known to do.
 *
 * @param lockPatience how long a request waits for others that write the same tag or repository
 * @param landing for how long after its intent was written down a request without an answer may
 *     still take effect in the registry. Longer than a write may take, by as much as the registry
 *     may work on after the gateway gave it up
 * @param retryAfter when a client is told to come again
 * @param tagQuery whether the registry implements {@code ?tag=}
 * @param forgetsLeft whether the registry forgets a manifest when the last tag that names it is
 *     moved to another
 */
public record WriteSettings(
    Duration lockPatience,
    Duration landing,
    Duration retryAfter,
    TagQuery tagQuery,
    boolean forgetsLeft) {
  /** Whether the registry implements {@code PUT /manifests/DIGEST?tag=TAG}. */
  public enum TagQuery {
    /** It does. */
    IMPLEMENTED,
    /** It does not, so the parameter is taken off. */
    NOT_IMPLEMENTED,
    /** The answer to the first such write tells: it names the tags in {@code OCI-Tag}, or not. */
    LEARNED
  }

  /** Ten seconds for locks; two minutes to land; what the registry does is learned. */
  public static final WriteSettings DEFAULT =
      new WriteSettings(
          Duration.ofSeconds(10),
          Duration.ofMinutes(2),
          Duration.ofSeconds(2),
          TagQuery.LEARNED,
          false);

  /**
   * The same before a registry of which it is known whether it forgets what tags leave.
   *
   * @param does whether it does
   * @return the settings
   */
  public WriteSettings forgettingLeft(boolean does) {
    return new WriteSettings(lockPatience, landing, retryAfter, tagQuery, does);
  }
}
