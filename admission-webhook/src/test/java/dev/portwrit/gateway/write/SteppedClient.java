package dev.portwrit.gateway.write;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A client in a thread of its own that stands still before each call of a port, until it is told to
 * go on. At most one thread runs at any time: the scheduler, or one client.
 */
final class SteppedClient {
  /** The run is over for this client; nothing catches it. */
  static final class AbandonedError extends Error {
    private static final long serialVersionUID = 1L;
  }

  /**
   * A call that is about to be made.
   *
   * @param isPossible whether it can go on now, or waits for another
   */
  record Step(String call, BooleanSupplier isPossible) {
    boolean isWrite() {
      return call.startsWith("Upstream.put") || call.startsWith("Upstream.delete");
    }
  }

  interface Action {
    String run();
  }

  /** Used again by the next run: there are many thousand. */
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "stepped-client");
            thread.setDaemon(true);
            return thread;
          });

  final String name;
  private final Semaphore mayGo = new Semaphore(0);
  private final Semaphore stands = new Semaphore(0);
  private final StringBuilder seen = new StringBuilder();
  private int steps;
  private volatile @Nullable Step next;
  private volatile boolean isAbandoned;
  private volatile @Nullable Throwable failure;

  SteppedClient(String name, Action action) {
    this.name = name;
    THREADS.execute(() -> run(action));
    stands.acquireUninterruptibly();
  }

  private void run(Action action) {
    try {
      step(new Step("begin", () -> true));
      seen.append(action.run());
    } catch (AbandonedError e) {
      // As it was told.
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    next = null;
    stands.release();
  }

  /** In the client's thread: stands still until it may go on. */
  void step(Step step) {
    next = step;
    stands.release();
    mayGo.acquireUninterruptibly();
    if (isAbandoned) {
      throw new AbandonedError();
    }
  }

  /** In the client's thread: what a call answered, all of which its future depends on. */
  void saw(String answer) {
    seen.append(answer).append(';');
  }

  /** What it is about to do; null once it is done. */
  @Nullable Step next() {
    return next;
  }

  boolean isPossible() {
    Step step = next;
    return step != null && step.isPossible().getAsBoolean();
  }

  /** Lets it make its call and go on to the next one. */
  void go() {
    steps++;
    mayGo.release();
    stands.acquireUninterruptibly();
    Throwable thrown = failure;
    if (thrown != null) {
      throw new AssertionError(name + " failed", thrown);
    }
  }

  /** How far it has come, and everything that it was answered so far. */
  String seen() {
    return steps + ":" + seen;
  }

  void abandon() {
    if (next != null) {
      isAbandoned = true;
      mayGo.release();
      stands.acquireUninterruptibly();
    }
  }
}
