package dev.portwrit.gateway.server;

import dev.portwrit.gateway.ledger.Ledger;
import dev.portwrit.gateway.ledger.LedgerException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks every few seconds whether the ledger can be read, on a thread of its own: who asks for
 * readiness does not wait for a database that hangs. Nothing is decided by it.
 */
final class LedgerWatch implements AutoCloseable {
  private static final long EVERY_SECONDS = 2;

  private final Ledger ledger;
  private final ScheduledExecutorService thread;
  private volatile Optional<String> problem = Optional.empty();

  LedgerWatch(Ledger ledger, MeterRegistry meters) {
    this.ledger = ledger;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "gateway-ledger-watch");
              made.setDaemon(true);
              return made;
            });
    Gauge.builder("portwrit.ledger.available", this, watch -> watch.problem.isEmpty() ? 1 : 0)
        .description("1 when the ledger could be read a moment ago, so that writes are taken")
        .register(meters);
  }

  void start() {
    var unused = thread.scheduleWithFixedDelay(this::look, 0, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  /** Why it cannot be read, one line; empty if it can. */
  Optional<String> problem() {
    return problem;
  }

  private void look() {
    try {
      // The smallest table there is.
      var unused = ledger.removals();
      problem = Optional.empty();
    } catch (LedgerException e) {
      problem = Optional.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // It looks again: a thread that ended would say for ever what was true then.
      problem = Optional.of("the ledger cannot be read");
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
