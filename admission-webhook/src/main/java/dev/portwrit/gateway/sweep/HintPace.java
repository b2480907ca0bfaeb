package dev.portwrit.gateway.sweep;

import java.time.Duration;

/**
 * When a hint is followed. Distribution tells of a manifest when it has it, and points the tag at
 * it, or takes it away, after that; so a tag that is read at once is often what it was.
 *
 * @param first how long after the hint
 * @param second how long after the first time, for a registry whose store is slow
 */
record HintPace(Duration first, Duration second) {
  static final HintPace DEFAULT = new HintPace(Duration.ofSeconds(1), Duration.ofSeconds(15));
}
