package dev.portwrit.gateway.inforce;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/** What an operator watches of the policy in force. The names are part of the documentation. */
public final class PolicyMeters implements PolicyEvents {
  private final Counter accepted;
  private final Counter refused;
  private final Counter unreachable;

  /**
   * Registers the counters.
   *
   * @param meters where they are shown
   */
  public PolicyMeters(MeterRegistry meters) {
    accepted =
        Counter.builder("portwrit.policy.accepted")
            .description("policies that came into force")
            .register(meters);
    refused =
        Counter.builder("portwrit.policy.refused")
            .description("states of the workspace that were not accepted")
            .register(meters);
    unreachable =
        Counter.builder("portwrit.policy.unreachable")
            .description("attempts at which the workspace could not be looked at")
            .register(meters);
  }

  /**
   * Registers what is read from the policy when somebody looks.
   *
   * @param meters where it is shown
   * @param policy the policy in force
   */
  public static void watch(MeterRegistry meters, PolicyInForce policy) {
    Gauge.builder("portwrit.policy.age", policy, p -> p.sinceLastLook().toMillis() / 1000.0)
        .description("seconds since the workspace could last be looked at")
        .baseUnit("seconds")
        .register(meters);
    Gauge.builder("portwrit.policy.current", policy, p -> p.status().isCurrent() ? 1 : 0)
        .description("1 when the newest state of the workspace is in force, else 0")
        .register(meters);
  }

  @Override
  public void accepted(AcceptedPolicy policy, Optional<AcceptedPolicy> before, Reason reason) {
    accepted.increment();
  }

  @Override
  public void refused(String version, String cause) {
    refused.increment();
  }

  @Override
  public void unreachable(String cause) {
    unreachable.increment();
  }
}
