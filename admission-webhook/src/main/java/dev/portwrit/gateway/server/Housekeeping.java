package dev.portwrit.gateway.server;

import dev.portwrit.gateway.gate.PolicyView;
import dev.portwrit.gateway.inforce.AcceptedPolicy;
import dev.portwrit.gateway.inforce.PolicyEvents;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.write.Backfill;
import dev.portwrit.gateway.write.Recovery;
import dev.portwrit.gateway.write.WriteParts;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.reference.RepositoryName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the ledger needs in the background: what was left pending, by whichever gateway, is resolved
 * from time to time, and when a policy comes into force the tags that its protections cover are
 * read and held. One thread, one thing after the other; whatever did not work out is done again
 * after a while. Nothing depends on when.
 */
final class Housekeeping implements PolicyEvents, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final long AGAIN_SECONDS = 60;

  private final WriteParts parts;
  private final String registry;
  private final ScheduledExecutorService thread;
  private final AtomicBoolean wantsTags = new AtomicBoolean(true);
  private volatile List<String> notes = List.of("protected tags were not looked at yet");

  Housekeeping(WriteParts parts, String registry) {
    this.parts = parts;
    this.registry = registry;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "gateway-housekeeping");
              made.setDaemon(true);
              return made;
            });
  }

  /** Begins; from then on it runs every minute, and when a policy comes into force. */
  void start() {
    var unused = thread.scheduleWithFixedDelay(this::run, 0, AGAIN_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void accepted(AcceptedPolicy accepted, Optional<AcceptedPolicy> before, Reason reason) {
    wantsTags.set(true);
    try {
      // It decides only after this; a second later it does.
      var unused = thread.schedule(this::run, 1, TimeUnit.SECONDS);
    } catch (RejectedExecutionException e) {
      // It stops.
    }
  }

  /** What is not known of the protected tags, one line each; empty if all are held. */
  List<String> notes() {
    return notes;
  }

  private void run() {
    List<String> open = new ArrayList<>();
    try {
      int pending = new Recovery(parts).run();
      if (pending > 0) {
        open.add(pending + " writes without an answer are not resolved yet");
      }
      if (wantsTags.getAndSet(false)) {
        open.addAll(holdTags());
      }
    } catch (LedgerException e) {
      open.add("the ledger cannot be used: " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("housekeeping failed", e);
      open.add("housekeeping failed");
    }
    if (!open.equals(notes)) {
      open.forEach(LOG::warn);
    }
    notes = List.copyOf(open);
  }

  private List<String> holdTags() throws LedgerException {
    boolean isComplete = false;
    try {
      Backfill.Report report = new Backfill(parts).run(declared());
      if (report.held() > 0) {
        LOG.info("{} protected tags are held that were not before", report.held());
      }
      isComplete = report.isComplete();
      return summary(report);
    } finally {
      if (!isComplete) {
        wantsTags.set(true);
      }
    }
  }

  private static List<String> summary(Backfill.Report report) {
    int count = report.unknown().size();
    return count <= 1
        ? report.unknown()
        : List.of(report.unknown().get(0), "and " + (count - 1) + " more of the protected tags");
  }

  private Set<RepositoryName> declared() {
    PolicyView view = PolicyView.of(parts.policy().get().index(), "", registry, Optional.empty());
    return view.index().workspace().repositories().stream()
        .filter(RepositoryRule::declared)
        .map(rule -> new RepositoryName(rule.pattern().value()))
        .filter(view::holds)
        .collect(Collectors.toUnmodifiableSet());
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
