package dev.portwrit.gateway.sweep;

import dev.portwrit.gateway.decisionlog.LogRecord;
import dev.portwrit.gateway.ledger.LedgerEntry;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.write.Restoration;
import dev.portwrit.gateway.write.WriteParts;
import dev.portwrit.reference.RepositoryName;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the protected tags: a sweep from time to time, and in between what hints name. All of it
 * on one thread, one request after the other; hints go before the next tag of a sweep. Each hint is
 * followed twice, since registries tell of a change before it can be seen. What a hint names and
 * cannot be told, and what there was no room for, makes a sweep come soon.
 */
public final class TagWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TagWatch.class);
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final int MAX_HINTS = 1_000;

  private final WriteParts parts;
  private final WatchSettings settings;
  private final WatchMeters meters;
  private final Findings findings;
  private final TagLooks looks;
  private final TagReview review;
  private final Sweep sweep;
  private final Line first;
  private final Line second;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "gateway-sweep");
            made.setDaemon(true);
            return made;
          });
  private volatile List<String> troubles = List.of();

  /** When a sweep that could not tell everything is done again; longer each time. */
  private Duration again;

  private @Nullable ScheduledFuture<?> nextSweep;

  /**
   * A watch that does not run yet.
   *
   * @param parts the ledger, its locks, the registry and the policy in force
   * @param settings how closely
   * @param down why nothing is to be asked of the registry now; empty while it answers
   * @param log takes events, soon or never
   * @param restoration what puts tags back
   * @param meters where figures are registered
   */
  public TagWatch(
      WriteParts parts,
      WatchSettings settings,
      Supplier<Optional<String>> down,
      Consumer<LogRecord> log,
      Restoration restoration,
      MeterRegistry meters) {
    this(
        parts,
        settings,
        down,
        log,
        restoration,
        meters,
        new SteadyPace(settings.requestsPerSecond()),
        HintPace.DEFAULT);
  }

  TagWatch(
      WriteParts parts,
      WatchSettings settings,
      Supplier<Optional<String>> down,
      Consumer<LogRecord> log,
      Restoration restoration,
      MeterRegistry meters,
      RequestPace pace,
      HintPace hintPace) {
    this.parts = parts;
    this.settings = settings;
    this.meters = new WatchMeters(meters, parts.clock());
    this.findings = new Findings(parts.clock(), log, this.meters::found);
    this.meters.watch(findings);
    if (sweeps()) {
      this.meters.watchAge();
    }
    this.looks = new TagLooks(parts, pace, findings::has);
    this.review = new TagReview(looks, findings, restoration, this.meters);
    this.first = new Line(hintPace.first());
    this.second = new Line(hintPace.second());
    this.again = shorter(SOON, longest());
    this.sweep = new Sweep(parts.ledger(), looks, review, findings, down);
  }

  /** Begins; the first sweep comes within two minutes, so that gateways do not begin together. */
  public void start() {
    if (sweeps()) {
      Duration first = SOON.plusMillis(ThreadLocalRandom.current().nextLong(SOON.toMillis()));
      sweepWithin(shorter(settings.period(), first));
    }
  }

  private boolean sweeps() {
    return !settings.period().isZero();
  }

  /**
   * What an operator should know.
   *
   * @return what was found and still stands, and what could not be told, one line each; bounded
   */
  public List<String> notes() {
    List<String> lines = new ArrayList<>(findings.lines());
    lines.addAll(troubles);
    return lines;
  }

  /** Takes a hint, and looks there soon. */
  void hint(Hint hint) {
    Hints.Taken taken = first.hints.offer(hint);
    meters.hint(taken);
    taken(first, taken);
  }

  private void taken(Line line, Hints.Taken taken) {
    if (taken == Hints.Taken.OVERFLOWED) {
      sweepWithin(shorter(SOON, longest()));
    } else {
      drainLater(line);
    }
  }

  /** Something was added in a repository: what lacked it may be whole again. */
  void added(RepositoryName repository) {
    for (TagPlace place : findings.places()) {
      if (place.repository().equals(repository)) {
        hint(new Hint(repository, Optional.of(place.tag())));
      }
    }
  }

  /** Hints that wait equally long, and whether somebody will see to them. */
  private static final class Line {
    private final Hints hints;
    private final AtomicBoolean isDrainDue = new AtomicBoolean();

    Line(Duration delay) {
      this.hints = new Hints(MAX_HINTS, delay, System::nanoTime);
    }
  }

  private void drainLater(Line line) {
    OptionalLong left = line.hints.untilNext();
    if (left.isPresent() && line.isDrainDue.compareAndSet(false, true)) {
      try {
        var unused =
            thread.schedule(() -> drain(line), Math.max(0, left.getAsLong()), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        // It stops.
      }
    }
  }

  private void drain(Line line) {
    line.isDrainDue.set(false);
    try {
      followHints();
    } catch (LedgerException e) {
      sweepWithin(shorter(SOON, longest()));
    } catch (RuntimeException e) {
      LOG.error("following a notification failed", e);
      sweepWithin(shorter(SOON, longest()));
    }
    drainLater(line);
  }

  /** Follows those whose time has come. */
  private void followHints() throws LedgerException {
    Optional<Hint> hint = next();
    while (hint.isPresent() && !Thread.currentThread().isInterrupted()) {
      follow(hint.get());
      hint = next();
    }
  }

  private Optional<Hint> next() {
    Optional<Hint> hint = first.hints.poll();
    hint.ifPresent(one -> taken(second, second.hints.postpone(one)));
    return hint.or(second.hints::poll);
  }

  private void follow(Hint hint) throws LedgerException {
    PartsCheck members = looks.partsOf(hint.repository());
    if (hint.tag().isPresent()) {
      follow(new TagPlace(hint.repository(), hint.tag().get()), members);
      return;
    }
    for (LedgerEntry entry : parts.ledger().entries(hint.repository())) {
      follow(new TagPlace(hint.repository(), entry.tag()), members);
    }
  }

  private void follow(TagPlace place, PartsCheck members) throws LedgerException {
    if (review.review(place, members) instanceof Look.Unknown) {
      sweepWithin(shorter(SOON, longest()));
    }
  }

  /** Sweeps once and says when next; called by the one thread. */
  void sweep() {
    synchronized (this) {
      nextSweep = null;
    }
    boolean isComplete = false;
    try {
      isComplete = sweepOnce();
    } catch (LedgerException e) {
      meters.failed();
      trouble(List.of("protected tags were not compared with the registry: " + e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("a sweep failed", e);
      meters.failed();
      trouble(List.of("protected tags were not compared with the registry: the sweep failed"));
    }
    if (!isComplete) {
      sweepWithin(again);
      again = shorter(again.multipliedBy(2), longest());
      return;
    }
    again = shorter(SOON, longest());
    if (sweeps()) {
      double share = ThreadLocalRandom.current().nextDouble(0.9, 1.1);
      sweepWithin(Duration.ofMillis((long) (settings.period().toMillis() * share)));
    }
  }

  private boolean sweepOnce() throws LedgerException {
    long begin = System.nanoTime();
    SweepReport report = sweep.run(this::followHints);
    meters.swept(report, Duration.ofNanos(System.nanoTime() - begin));
    trouble(report.lines());
    return report.isComplete();
  }

  private void trouble(List<String> lines) {
    if (!lines.equals(troubles)) {
      lines.forEach(LOG::warn);
    }
    troubles = lines;
  }

  private Duration longest() {
    return sweeps() ? settings.period() : WatchSettings.DEFAULT.period();
  }

  private static Duration shorter(Duration left, Duration right) {
    return left.compareTo(right) < 0 ? left : right;
  }

  /** Lets the next sweep come after that time, unless it comes sooner. */
  private synchronized void sweepWithin(Duration delay) {
    long millis = delay.toMillis();
    if (nextSweep != null && nextSweep.getDelay(TimeUnit.MILLISECONDS) <= millis) {
      return;
    }
    if (nextSweep != null) {
      nextSweep.cancel(false);
    }
    try {
      nextSweep = thread.schedule(this::sweep, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // It stops.
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      var unused = thread.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
