package dev.portwrit.gateway.server;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for what waits: for others, for the disk, for the registry. However much of it waits, the
 * threads that read requests go on; beyond a bound it is refused.
 */
final class BoundedThreads implements Executor, AutoCloseable {
  private final ThreadPoolExecutor threads;

  private BoundedThreads(String name, int most, int waiting) {
    AtomicInteger count = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            most,
            most,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            task -> {
              Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** On which manifests are written and things deleted. */
  static BoundedThreads forWrites() {
    return new BoundedThreads("gateway-write", 64, 1024);
  }

  /** On which repositories are listed: one asks the registry while another answers. */
  static BoundedThreads forLists() {
    return new BoundedThreads("gateway-list", 2, 1024);
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
