package dev.portwrit.gateway.inforce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Notes what it is told, one line an event. */
final class RecordedEvents implements PolicyEvents {
  final List<String> lines = new ArrayList<>();

  @Override
  public void accepted(AcceptedPolicy accepted, Optional<AcceptedPolicy> before, Reason reason) {
    lines.add(
        reason
            + " "
            + accepted.version()
            + before.map(policy -> " after " + policy.version()).orElse(""));
  }

  @Override
  public void refused(String version, String cause) {
    lines.add("REFUSED " + version + ": " + cause);
  }

  @Override
  public void unreachable(String cause) {
    lines.add("UNREACHABLE " + cause);
  }
}
