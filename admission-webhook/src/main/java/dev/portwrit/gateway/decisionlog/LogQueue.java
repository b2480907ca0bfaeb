package dev.portwrit.gateway.decisionlog;

import dev.portwrit.diagnostic.IoReason;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gathers records into batches and hands them to the writer, on a thread of its own.
 *
 * <p>While one batch is on its way to the disk the next one gathers; so any number of appends that
 * come meanwhile share one synchronisation. When a batch fails, the one that gathered behind it
 * hangs on a chain that was never written: both are lost, the chain returns to its last
 * synchronised line, and the next line of it says how many were missed.
 */
final class LogQueue {
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final String instance;
  private final LogWriter writer;
  private final DecisionLogSettings settings;
  private final Clock clock;
  private final LogMeters meters;
  private final Thread thread = new Thread(this::run, "portwrit-decision-log");

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private Batch gathering;
  private Head durable;
  private Missed missed = Missed.NONE;
  private boolean isClosed;
  private volatile boolean isAvailable = true;

  LogQueue(
      String instance,
      Head head,
      LogWriter writer,
      DecisionLogSettings settings,
      Clock clock,
      LogMeters meters) {
    this.instance = instance;
    this.durable = head;
    this.gathering = new Batch(head);
    this.writer = writer;
    this.settings = settings;
    this.clock = clock;
    this.meters = meters;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void append(LogRecord record) throws DecisionLogException {
    byte[] body = LogLine.body(record);
    CompletableFuture<Optional<String>> written;
    lock.lock();
    try {
      if (isClosed || !gather(body, Batch.MAX_BYTES)) {
        missed = missed.plus(new Missed(0, 1));
        meters.refused.increment();
        throw new DecisionLogException(
            isClosed ? "the decision log is closed" : "the decision log cannot take the record");
      }
      gathering.countAppend();
      written = gathering.durable();
      work.signal();
    } finally {
      lock.unlock();
    }
    await(written);
  }

  void note(LogRecord record) {
    byte[] body = LogLine.body(record);
    lock.lock();
    try {
      boolean isFirst = gathering.isEmpty();
      if (isClosed || !gather(body, settings.maxPendingBytes())) {
        missed = missed.plus(new Missed(1, 0));
        meters.missed.increment();
        return;
      }
      gathering.countNote();
      if (isFirst || isFullEnough()) {
        work.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  Head durableHead() {
    lock.lock();
    try {
      return durable;
    } finally {
      lock.unlock();
    }
  }

  boolean isAvailable() {
    return isAvailable;
  }

  void close() {
    lock.lock();
    try {
      if (!isClosed && !missed.isNone()) {
        reportMissed();
      }
      isClosed = true;
      work.signal();
    } finally {
      lock.unlock();
    }
    joinThread();
    try {
      writer.close();
    } catch (IOException e) {
      // Everything that was acknowledged is on the disk.
    }
  }

  private boolean gather(byte[] body, int limit) {
    // The members before the body take less than 512 bytes.
    int length = body.length + 512;
    if (length > LogLine.MAX_BYTES || gathering.size() + length > limit) {
      return false;
    }
    if (!missed.isNone()) {
      reportMissed();
    }
    addLine(body);
    return true;
  }

  private void reportMissed() {
    addLine(LogLine.body(missed.asEvent()));
    gathering.countReported(missed);
    missed = Missed.NONE;
  }

  private void addLine(byte[] body) {
    gathering.add(LogLine.complete(gathering.end(), clock.instant(), instance, body));
  }

  private boolean isFullEnough() {
    return gathering.size() > settings.maxPendingBytes() / 2;
  }

  private void await(CompletableFuture<Optional<String>> written) throws DecisionLogException {
    Optional<String> failure;
    boolean wasInterrupted = false;
    long deadline = System.nanoTime() + settings.appendTimeout().toNanos();
    try {
      while (true) {
        try {
          failure = written.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
          break;
        } catch (InterruptedException e) {
          // Whether the record is on the disk must be known whatever happens to the request.
          wasInterrupted = true;
        }
      }
    } catch (TimeoutException | ExecutionException e) {
      failure = Optional.of("the decision log did not reach the disk in time");
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
    if (failure.isPresent()) {
      meters.refused.increment();
      throw new DecisionLogException(failure.get());
    }
  }

  private void run() {
    for (Batch batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
      long start = System.nanoTime();
      try {
        writer.write(batch);
      } catch (IOException e) {
        fail(batch, IoReason.of(e));
        continue;
      } catch (RuntimeException | Error e) {
        fail(batch, e.toString());
        continue;
      }
      meters.write.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      succeed(batch);
    }
  }

  /** Waits for something to write; empty once the log is closed. */
  private Batch nextBatch() {
    lock.lock();
    try {
      while (gathering.isEmpty() && !isClosed) {
        work.awaitUninterruptibly();
      }
      waitForMoreNotes();
      Batch batch = gathering;
      gathering = new Batch(batch.end());
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void waitForMoreNotes() {
    long nanos = settings.noteDelay().toNanos();
    while (nanos > 0 && !isClosed && !gathering.hasAppends() && !isFullEnough()) {
      try {
        nanos = work.awaitNanos(nanos);
      } catch (InterruptedException e) {
        // Nobody has a reason to interrupt this thread; writing early harms nothing.
        return;
      }
    }
  }

  private void succeed(Batch batch) {
    lock.lock();
    try {
      durable = batch.end();
      isAvailable = true;
    } finally {
      lock.unlock();
    }
    meters.written.increment(batch.lines());
    meters.batchLines.record(batch.lines());
    batch.durable().complete(Optional.empty());
  }

  private void fail(Batch batch, String cause) {
    Batch behind;
    lock.lock();
    try {
      behind = gathering;
      gathering = new Batch(durable);
      missed = missed.plus(batch.lost()).plus(behind.lost());
      isAvailable = false;
    } finally {
      lock.unlock();
    }
    meters.failures.increment();
    meters.missed.increment(batch.notes() + (double) behind.notes());
    try {
      writer.repair();
    } catch (IOException e) {
      // The writer tries again before it writes anything.
    }
    Optional<String> failure = Optional.of("`" + writer.file() + "` cannot be written: " + cause);
    batch.durable().complete(failure);
    behind.durable().complete(failure);
  }

  private void joinThread() {
    boolean wasInterrupted = false;
    long deadline = System.nanoTime() + CLOSING.toNanos();
    while (thread.isAlive() && System.nanoTime() < deadline) {
      try {
        thread.join(100);
      } catch (InterruptedException e) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
