package dev.portwrit.gateway.sweep;

import dev.portwrit.gateway.sweep.Finding.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Figures on what was found, on sweeps and on notifications. */
final class WatchMeters {
  /** How a sweep ended. */
  enum Ending {
    /** Every tag was read. */
    COMPLETE,
    /** Some were not. */
    INCOMPLETE,
    /** The ledger could not be used. */
    FAILED
  }

  private final MeterRegistry meters;
  private final Clock clock;
  private final Map<Kind, Counter> found = new EnumMap<>(Kind.class);
  private final Map<Ending, Counter> endings = new EnumMap<>(Ending.class);
  private final Map<Hints.Taken, Counter> hints = new EnumMap<>(Hints.Taken.class);
  private final Counter restored;
  private final Counter left;
  private final Timer duration;
  private volatile Instant lastComplete;
  private volatile int unknown;

  WatchMeters(MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
    this.lastComplete = clock.instant();
    for (Kind kind : Kind.values()) {
      found.put(
          kind,
          Counter.builder("portwrit.sweep.found")
              .description("Protected tags that were found to differ from the ledger")
              .tag("kind", kind.word())
              .register(meters));
    }
    for (Ending ending : Ending.values()) {
      endings.put(
          ending,
          Counter.builder("portwrit.sweep.runs")
              .description("Sweeps over all protected tags, by how they ended")
              .tag("outcome", word(ending))
              .register(meters));
    }
    for (Hints.Taken taken : Hints.Taken.values()) {
      hints.put(
          taken,
          Counter.builder("portwrit.notification.hints")
              .description("What the registry's notifications named, by what became of it")
              .tag("outcome", word(taken))
              .register(meters));
    }
    this.restored = restorations(true);
    this.left = restorations(false);
    this.duration =
        Timer.builder("portwrit.sweep").description("Sweeps over all tags").register(meters);
    Gauge.builder("portwrit.sweep.unknown", this, one -> one.unknown)
        .description("Protected tags of which the last sweep could not tell everything")
        .register(meters);
  }

  private Counter restorations(boolean done) {
    return Counter.builder("portwrit.sweep.restorations")
        .description("Protected tags that were to be put back, by whether they were")
        .tag("outcome", done ? "restored" : "left")
        .register(meters);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private double age() {
    return Duration.between(lastComplete, clock.instant()).toMillis() / 1000.0;
  }

  /** Registers how long ago the last sweep was, which grows for ever where there is none. */
  void watchAge() {
    Gauge.builder("portwrit.sweep.age", this, WatchMeters::age)
        .description("Since all protected tags could last be compared, or since the start")
        .baseUnit("seconds")
        .register(meters);
  }

  /** Registers how many findings stand. */
  void watch(Findings findings) {
    for (Kind kind : Kind.values()) {
      Gauge.builder("portwrit.sweep.findings", findings, all -> all.counts().getOrDefault(kind, 0))
          .description("Protected tags that are not what the ledger says now")
          .tag("kind", kind.word())
          .register(meters);
    }
  }

  void found(Finding finding) {
    count(found.get(finding.kind()));
  }

  void hint(Hints.Taken taken) {
    count(hints.get(taken));
  }

  /** Counts a sweep that came to its end, well or not. */
  void swept(SweepReport report, Duration took) {
    unknown = report.unknown();
    duration.record(took);
    if (report.isComplete()) {
      lastComplete = clock.instant();
    }
    count(endings.get(report.isComplete() ? Ending.COMPLETE : Ending.INCOMPLETE));
  }

  void restored(boolean done) {
    (done ? restored : left).increment();
  }

  void failed() {
    count(endings.get(Ending.FAILED));
  }

  private static void count(@Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }
}
