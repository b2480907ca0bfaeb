package dev.portwrit.gateway.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Figures on what was told, and what was not. */
final class WebhookMeters {
  /** What became of a delivery. */
  enum Ending {
    DELIVERED,
    /** There were too many. */
    OVERFLOWED,
    /** It became too old. */
    EXPIRED,
    /** The receiver wants no more. */
    GONE,
    /** It may not go there. */
    FORBIDDEN,
    /** Policy does not name the receiver any more. */
    WITHDRAWN,
    /** The gateway has no secret. */
    UNSIGNED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<Ending, Counter> endings = new EnumMap<>(Ending.class);
  private final Counter failures;
  private final Counter unkept;

  /** Registers all of them. */
  WebhookMeters(
      MeterRegistry meters, AtomicInteger taken, SortedMap<Long, Instant> waiting, Clock clock) {
    for (Ending ending : Ending.values()) {
      endings.put(
          ending,
          Counter.builder("portwrit.webhook.deliveries")
              .description("Events for a receiver, by what became of them")
              .tag("outcome", ending.word())
              .register(meters));
    }
    this.failures =
        Counter.builder("portwrit.webhook.failures")
            .description("Attempts after which an event waits for another")
            .register(meters);
    this.unkept =
        Counter.builder("portwrit.webhook.unkept")
            .description("Events that a restart would lose, since they could not be written down")
            .register(meters);
    Gauge.builder("portwrit.webhook.waiting", taken, AtomicInteger::get)
        .description("Events that wait for their receiver")
        .register(meters);
    Gauge.builder("portwrit.webhook.oldest", waiting, all -> age(all, clock))
        .description("The age of the first event that waits")
        .baseUnit("seconds")
        .register(meters);
  }

  private static double age(SortedMap<Long, Instant> waiting, Clock clock) {
    // It may become empty between two looks.
    return waiting.values().stream()
        .findFirst()
        .map(time -> Duration.between(time, clock.instant()).toMillis() / 1000.0)
        .orElse(0.0);
  }

  void ended(Ending ending) {
    Counter counter = endings.get(ending);
    if (counter != null) {
      counter.increment();
    }
  }

  void failed() {
    failures.increment();
  }

  void unkept() {
    unkept.increment();
  }
}
