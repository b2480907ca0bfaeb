package dev.portwrit.gateway.gate;

import dev.portwrit.gateway.inforce.AcceptedPolicy;
import dev.portwrit.gateway.inforce.PolicyInForce;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The policy in force, seen as what decides requests to one registry. */
public final class PolicyViews implements Supplier<PolicyView> {
  private final PolicyInForce policy;
  private final String registry;
  private final Optional<Duration> maxAge;
  private volatile @Nullable Seen last;

  private record Seen(AcceptedPolicy policy, PolicyView view) {}

  /**
   * Of one registry; writes are refused where the policy was not looked at for longer than the age.
   */
  public PolicyViews(PolicyInForce policy, String registry, Optional<Duration> maxAge) {
    this.policy = policy;
    this.registry = registry;
    this.maxAge = maxAge;
  }

  @Override
  public PolicyView get() {
    AcceptedPolicy current = policy.current();
    Seen seen = last;
    if (seen == null || !seen.policy().equals(current)) {
      seen =
          new Seen(
              current,
              PolicyView.of(current.index(), current.version(), registry, Optional.empty()));
      last = seen;
    }
    Optional<String> refused = writesRefused();
    PolicyView view = seen.view();
    return refused.isEmpty()
        ? view
        : new PolicyView(view.index(), view.version(), view.registry(), refused);
  }

  private Optional<String> writesRefused() {
    if (maxAge.isEmpty() || policy.sinceLastLook().compareTo(maxAge.get()) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        "the policy could not be looked at for " + policy.sinceLastLook().toMinutes() + " minutes");
  }
}
