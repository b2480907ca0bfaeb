package dev.portwrit.gateway.inforce;

import java.util.List;
import java.util.Optional;

/** Several listeners as one. */
record AllEvents(List<PolicyEvents> listeners) implements PolicyEvents {
  AllEvents {
    listeners = List.copyOf(listeners);
  }

  @Override
  public void accepted(AcceptedPolicy accepted, Optional<AcceptedPolicy> before, Reason reason) {
    listeners.forEach(listener -> listener.accepted(accepted, before, reason));
  }

  @Override
  public void refused(String version, String cause) {
    listeners.forEach(listener -> listener.refused(version, cause));
  }

  @Override
  public void unreachable(String cause) {
    listeners.forEach(listener -> listener.unreachable(cause));
  }
}
