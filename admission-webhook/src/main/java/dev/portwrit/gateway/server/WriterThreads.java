package dev.portwrit.gateway.server;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which manifests are written and things deleted; beyond a bound work is refused.
 */
final class WriterThreads implements Executor, AutoCloseable {
  private static final int MAX_THREADS = 64;
  private static final int MAX_WAITING = 1024;

  private final ThreadPoolExecutor threads;

  WriterThreads() {
    AtomicInteger count = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            MAX_THREADS,
            MAX_THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            task -> {
              Thread thread = new Thread(task, "gateway-write-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  /** Lets what was begun come to its end: a write that is cut leaves a question in the ledger. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      var unused = threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
