package dev.portwrit.gateway.identity;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The two threads on which passwords are hashed, so that however many are tried at once, requests
 * that need none keep the other processors. What does not fit into a short queue is not checked.
 */
final class BcryptThreads implements AutoCloseable {
  /** The longest that a request waits for its check. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int THREADS = 2;
  private static final int QUEUE = 64;

  private final IdentityMeters meters;
  private final ThreadPoolExecutor executor;

  BcryptThreads(IdentityMeters meters) {
    this.meters = meters;
    this.executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            task -> {
              Thread thread = new Thread(task, "portwrit-bcrypt");
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
  }

  /** Checks a password and hands on the answer; empty if there is no room for the check. */
  void check(BcryptHash hash, byte[] password, Consumer<Optional<Boolean>> answer) {
    try {
      executor.execute(() -> answer.accept(measured(hash, password)));
    } catch (RejectedExecutionException e) {
      answer.accept(Optional.empty());
    }
  }

  private Optional<Boolean> measured(BcryptHash hash, byte[] password) {
    long start = System.nanoTime();
    try {
      return Optional.of(hash.isOf(password));
    } catch (RuntimeException e) {
      // What could not be checked was not right.
      return Optional.of(false);
    } finally {
      meters.bcrypt.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
