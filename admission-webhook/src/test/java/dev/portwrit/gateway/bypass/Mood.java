package dev.portwrit.gateway.bypass;

import dev.portwrit.embedded.SeenRequest;
import dev.portwrit.embedded.Vice;
import dev.portwrit.embedded.Vices;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How the registry behaves for a while: well, or with one vice.
 *
 * @param vice empty for none
 */
record Mood(Optional<Vice> vice) {
  static final Mood GOOD = new Mood(Optional.empty());

  /** The moods of a registry of which the gateway was told that it takes mounts from anywhere. */
  static Mood of(Vice vice) {
    return new Mood(Optional.of(vice));
  }

  void turnOn(Vices vices) {
    if (vice.isEmpty()) {
      return;
    }
    switch (vice.get()) {
      case SLOW -> {
        vices.pauseFor(Duration.ofMillis(1));
        vices.turnOn(Vice.SLOW);
      }
      // Each that hangs costs the whole of the gateway's patience.
      case HANGS -> {
        AtomicInteger count = new AtomicInteger();
        vices.turnOn(
            Vice.HANGS,
            request ->
                SeenRequest.to("PUT", "/manifests/").test(request) && count.incrementAndGet() == 1);
      }
      default -> vices.turnOn(vice.get());
    }
  }

  /** Whether what is allowed works as if there were no vice. */
  boolean isHarmless() {
    return vice.isEmpty()
        || switch (vice.get()) {
          case NEVER_MOUNTS,
              MOUNT_IGNORES_FROM,
              ABSOLUTE_LOCATIONS,
              STATE_IN_LOCATIONS,
              IGNORES_TAG_QUERY,
              NO_REFERRERS,
              FORGETS_LEFT_MANIFESTS,
              SLOW ->
              true;
          default -> false;
        };
  }

  @Override
  public String toString() {
    return vice.map(Vice::toString).orElse("no vice");
  }
}
