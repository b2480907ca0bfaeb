package dev.portwrit.guardrail;

import java.time.Duration;

/**
 * How much a guardrail may take. Whatever takes more has come to no answer, which refuses.
 *
 * @param instances how many evaluations may run at once; at least 1
 * @param waitForInstance how long one waits for its turn
 * @param policyTimeout how long an evaluation over a whole workspace may run
 * @param pushTimeout how long an evaluation of one push may run
 * @param memory how much memory one evaluation may take, in bytes; a multiple of 64 KiB
 */
public record GuardrailLimits(
    int instances,
    Duration waitForInstance,
    Duration policyTimeout,
    Duration pushTimeout,
    long memory) {
  static final int PAGE = 64 * 1024;

  /**
   * Two evaluations at once, 2 s to wait, 60 s for a workspace, 5 s for a push, 512 MiB. A
   * workspace takes some eleven times the size of its JSON: 100,000 grants take about 250 MiB.
   */
  public static final GuardrailLimits DEFAULT =
      new GuardrailLimits(
          2,
          Duration.ofSeconds(2),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          512L * 1024 * 1024);

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if there is no instance, or the memory is out of range
   */
  public GuardrailLimits {
    if (instances < 1 || memory < 16L * PAGE || memory > 2048L * 1024 * 1024) {
      throw new IllegalArgumentException(
          "guardrails need an instance, and memory from 1 MiB to 2 GiB");
    }
  }

  int pages() {
    return (int) (memory / PAGE);
  }
}
