package dev.portwrit.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Looks at worlds one after the other, several at once. Each is made from its number alone, so that
 * it does not matter when, nor beside which others; of several that fail the first is told.
 */
final class ManyWorlds implements AutoCloseable {
  /** What shall hold in a world. */
  interface Law {
    void hold(long seed) throws Exception;
  }

  private final ExecutorService threads;
  private final int atOnce;

  ManyWorlds(int atOnce) {
    this.atOnce = atOnce;
    this.threads = Executors.newFixedThreadPool(atOnce);
  }

  /** Holds a law in worlds from a number on. */
  void each(long from, int count, Law law) throws Exception {
    AtomicLong next = new AtomicLong(from);
    SortedMap<Long, Throwable> broken = new ConcurrentSkipListMap<>();
    List<Future<?>> workers = new ArrayList<>();
    for (int worker = 0; worker < atOnce; worker++) {
      workers.add(threads.submit(() -> work(next, from + count, law, broken)));
    }
    for (Future<?> worker : workers) {
      done(worker);
    }
    Optional<Throwable> first = broken.values().stream().findFirst();
    if (first.isPresent()) {
      throw thrown(first.get());
    }
  }

  private static void work(AtomicLong next, long end, Law law, SortedMap<Long, Throwable> broken) {
    for (long seed = next.getAndIncrement();
        seed < end && broken.isEmpty();
        seed = next.getAndIncrement()) {
      try {
        law.hold(seed);
      } catch (Exception | Error e) {
        broken.put(seed, e);
      }
    }
  }

  private static void done(Future<?> worker) throws InterruptedException {
    try {
      Object unused = worker.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Exception thrown(Throwable broken) {
    if (broken instanceof Error error) {
      throw error;
    }
    return (Exception) broken;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
