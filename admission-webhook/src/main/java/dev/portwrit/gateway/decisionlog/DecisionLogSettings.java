package dev.portwrit.gateway.decisionlog;

import java.time.Duration;

/**
 * The sizes and times of a log.
 *
 * @param maxFileBytes a file that has reached this size is followed by a new one
 * @param maxPendingBytes notes that would make more than this wait for the disk are dropped and
 *     counted; appends wait
 * @param noteDelay how long a note may wait for others before it is written
 * @param appendTimeout how long an append waits for the disk before it fails
 */
public record DecisionLogSettings(
    long maxFileBytes, int maxPendingBytes, Duration noteDelay, Duration appendTimeout) {
  /** 64 MiB a file, 4 MiB waiting, notes within 200 ms, appends within 20 s. */
  public static final DecisionLogSettings DEFAULT =
      new DecisionLogSettings(64L << 20, 4 << 20, Duration.ofMillis(200), Duration.ofSeconds(20));

  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException if one is not positive, or notes may fill more than a batch
   */
  public DecisionLogSettings {
    if (maxFileBytes <= 0 || maxPendingBytes <= 0) {
      throw new IllegalArgumentException("sizes of a decision log are positive");
    }
    if (maxPendingBytes > Batch.MAX_BYTES) {
      throw new IllegalArgumentException("more may wait than one batch holds");
    }
    if (noteDelay.isNegative() || appendTimeout.isNegative() || appendTimeout.isZero()) {
      throw new IllegalArgumentException("times of a decision log are positive");
    }
  }
}
