package dev.portwrit.gateway.inforce;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is in force and what was seen since: written by the one that follows, read by all. */
final class Standing {
  private final Clock clock;
  private final PolicyEvents events;
  private volatile @Nullable AcceptedPolicy current;
  private volatile Instant lastLook = Instant.MIN;
  private volatile @Nullable Refused refused;
  private volatile @Nullable String trouble;
  private volatile @Nullable String unheard;

  private record Refused(String version, String cause) {}

  Standing(Clock clock, PolicyEvents events) {
    this.clock = clock;
    this.events = events;
  }

  Instant now() {
    return clock.instant();
  }

  AcceptedPolicy current() {
    AcceptedPolicy policy = current;
    if (policy == null) {
      throw new IllegalStateException("nothing is in force before the start");
    }
    return policy;
  }

  /** Puts a policy in force; listeners hear of it before it decides anything. */
  void accept(AcceptedPolicy policy, PolicyEvents.Reason reason) {
    Optional<AcceptedPolicy> before = Optional.ofNullable(current);
    tell(() -> events.accepted(policy, before, reason));
    current = policy;
    refused = null;
  }

  /** Notes that what is in force is the newest there is. */
  void confirm() {
    refused = null;
  }

  void refuse(String version, String cause) {
    Refused now = new Refused(version, cause);
    if (!now.equals(refused)) {
      refused = now;
      tell(() -> events.refused(version, cause));
    }
  }

  /** The workspace could be looked at. */
  void looked() {
    lookedAt(now());
    trouble = null;
  }

  /** It is known to have been looked at then. */
  void lookedAt(Instant time) {
    lastLook = time;
  }

  void troubled(String cause) {
    trouble = cause;
    tell(() -> events.unreachable(cause));
  }

  Duration sinceLastLook() {
    // A clock that was set back says as little of how long that is as one that was set ahead.
    return Duration.between(lastLook, now()).abs();
  }

  PolicyStatus status() {
    AcceptedPolicy policy = current();
    StringBuilder text = new StringBuilder();
    text.append("policy ").append(shown(policy.version()));
    text.append(" is in force since ").append(policy.acceptedAt());
    Refused other = refused;
    if (other != null) {
      text.append("; ").append(shown(other.version())).append(" is not accepted: ");
      text.append(other.cause());
    }
    String problem = trouble;
    if (problem != null) {
      text.append("; the workspace could not be looked at since ").append(lastLook);
      text.append(": ").append(problem);
    }
    String event = unheard;
    if (event != null) {
      text.append("; an event could not be told: ").append(event);
    }
    return new PolicyStatus(other == null && problem == null, text.toString());
  }

  private static String shown(String version) {
    return version.matches("[0-9a-f]{40}") ? version.substring(0, 12) : version;
  }

  /** A listener that fails must not keep a revocation from coming into force. */
  private void tell(Runnable event) {
    try {
      event.run();
      unheard = null;
    } catch (RuntimeException failed) {
      unheard = String.valueOf(failed.getMessage());
    }
  }
}
