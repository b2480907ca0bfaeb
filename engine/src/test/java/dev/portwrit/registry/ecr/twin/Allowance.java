package dev.portwrit.registry.ecr.twin;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often each call may be made: a bucket for each that fills at a rate.
 *
 * <p>Source: ECR User Guide, "Troubleshooting Amazon ECR error messages": each operation has a
 * rate, and an account a bucket that can store some for bursts.
 */
final class Allowance {
  /** Without any bound. */
  static final Allowance ALL = new Allowance(Double.MAX_VALUE, Double.MAX_VALUE, () -> 0);

  private static final double SECOND = 1e9;

  private final double perSecond;
  private final double burst;
  private final LongSupplier nanos;
  private final Map<String, Double> left = new HashMap<>();
  private final Map<String, Long> since = new HashMap<>();

  Allowance(double perSecond, double burst, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanos = nanos;
  }

  /** Whether one more is taken. */
  synchronized boolean takes(String operation) {
    long now = nanos.getAsLong();
    long before = since.getOrDefault(operation, now);
    double has =
        Math.min(burst, left.getOrDefault(operation, burst) + (now - before) / SECOND * perSecond);
    since.put(operation, now);
    left.put(operation, has >= 1 ? has - 1 : has);
    return has >= 1;
  }
}
