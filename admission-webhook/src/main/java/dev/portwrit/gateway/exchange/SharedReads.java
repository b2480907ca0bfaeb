package dev.portwrit.gateway.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Reads that those share who ask for the same thing at the same time. While one is under way, all
 * who ask wait together for the next, which begins when that one ends: so each gets what was read
 * after it had asked, and what was written before it asked is in it.
 *
 * <p>INVARIANT: nobody joins a read that has begun.
 *
 * <p>A read that hangs holds those who wait for a bounded time; then theirs begins beside it.
 *
 * @param <K> what is read; compared by {@code equals}
 * @param <A> who asks for it
 */
public final class SharedReads<K, A> {
  /** Reads something, once, for all who ask. */
  @FunctionalInterface
  public interface Reader<K, A> {
    /**
     * Begins to read, after everybody asked.
     *
     * @param key what
     * @param askers for whom; at least one
     * @param end to be run when it was read, or failed; running it again does nothing
     */
    void read(K key, List<A> askers, Runnable end);
  }

  /** When a read is begun though the one before it has not ended. */
  public record Patience(Scheduler scheduler, long millis) {}

  private static final class Read<A> {
    final List<A> askers = new ArrayList<>();
    Scheduler.@Nullable Task timer;
  }

  /** What there is of one key. */
  private static final class Line<A> {
    /** The last that began, until it ends. */
    @Nullable Read<A> underWay;

    @Nullable Read<A> next;
  }

  private final Reader<K, A> reader;
  private final Function<A, Executor> threads;
  private final Optional<Patience> patience;
  private final int mostWaiting;
  private final Map<K, Line<A>> lines = new HashMap<>();

  /**
   * Nothing is read yet.
   *
   * @param reader reads
   * @param threads where a read begins that its asker does not begin itself
   * @param patience how long one waits for another; empty for as long as it takes
   * @param mostWaiting how many may wait for the next read of one thing
   */
  public SharedReads(
      Reader<K, A> reader,
      Function<A, Executor> threads,
      Optional<Patience> patience,
      int mostWaiting) {
    this.reader = reader;
    this.threads = threads;
    this.patience = patience;
    this.mostWaiting = mostWaiting;
  }

  /**
   * Reads, at once on this thread or in a while on another.
   *
   * @param key what
   * @param asker for whom
   * @return false if too many wait
   */
  public boolean join(K key, A asker) {
    Read<A> mine = new Read<>();
    mine.askers.add(asker);
    Line<A> line;
    synchronized (lines) {
      line = lines.computeIfAbsent(key, one -> new Line<>());
      if (line.underWay != null) {
        return await(key, line, asker);
      }
      line.underWay = mine;
    }
    begin(key, line, mine);
    return true;
  }

  private boolean await(K key, Line<A> line, A asker) {
    Read<A> next = line.next;
    if (next == null) {
      Read<A> made = new Read<>();
      made.timer =
          patience
              .map(
                  patient ->
                      patient
                          .scheduler()
                          .schedule(
                              () -> overtake(key, line, made),
                              patient.millis(),
                              TimeUnit.MILLISECONDS))
              .orElse(null);
      line.next = made;
      next = made;
    }
    return next.askers.size() < mostWaiting && next.askers.add(asker);
  }

  private void begin(K key, Line<A> line, Read<A> read) {
    try {
      reader.read(key, List.copyOf(read.askers), () -> end(key, line, read));
    } catch (RuntimeException | Error e) {
      end(key, line, read);
      throw e;
    }
  }

  private void end(K key, Line<A> line, Read<A> ended) {
    Read<A> next;
    synchronized (lines) {
      if (line.underWay != ended) {
        return;
      }
      next = advance(key, line);
    }
    if (next != null) {
      beginElsewhere(key, line, next);
    }
  }

  private void overtake(K key, Line<A> line, Read<A> waiting) {
    synchronized (lines) {
      if (line.next != waiting) {
        return;
      }
      advance(key, line);
    }
    beginElsewhere(key, line, waiting);
  }

  /** Makes the next read the one under way; null if there is none. */
  private @Nullable Read<A> advance(K key, Line<A> line) {
    Read<A> next = line.next;
    line.underWay = next;
    line.next = null;
    if (next == null) {
      lines.remove(key);
    } else if (next.timer != null) {
      next.timer.cancel();
    }
    return next;
  }

  private void beginElsewhere(K key, Line<A> line, Read<A> read) {
    try {
      threads.apply(read.askers.get(0)).execute(() -> begin(key, line, read));
    } catch (RejectedExecutionException e) {
      // Where everything stops, the reader will say so.
      begin(key, line, read);
    }
  }
}
