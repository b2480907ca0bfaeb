package dev.portwrit.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Work that is done at the same time. What is still under way when it is closed is cancelled. Used
 * by one thread.
 */
public final class Together implements AutoCloseable {
  private final ExecutorService threads;
  private final List<Future<?>> under = new ArrayList<>();

  /**
   * Nothing as yet.
   *
   * @param threads by whom it is done; they are left open
   */
  public Together(ExecutorService threads) {
    this.threads = threads;
  }

  /**
   * Does all of it and waits for the end.
   *
   * @param threads by whom it is done
   * @param work what to do; begun in this order
   * @throws CancellationException if the thread is to end; it stays interrupted
   * @throws IllegalStateException if one of it failed; the rest is cancelled
   */
  public static void all(ExecutorService threads, List<Runnable> work) {
    try (Together together = new Together(threads)) {
      work.forEach(together::begin);
      together.await();
    }
  }

  /**
   * Begins something, after what was begun before.
   *
   * @param work what to do
   */
  public void begin(Runnable work) {
    under.add(threads.submit(work));
  }

  /**
   * Asks something beside what is under way, and waits for its answer alone.
   *
   * @param question what to ask; begun after what was begun before
   * @return the answer
   * @throws RegistryException if the question ended with it
   * @throws CancellationException if the thread is to end; it stays interrupted
   * @throws IllegalStateException if it failed otherwise
   */
  public <T> T ask(Callable<T> question) throws RegistryException {
    Future<T> answer = threads.submit(question);
    under.add(answer);
    try {
      return get(answer);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RegistryException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * Waits until everything that was begun is done.
   *
   * @throws CancellationException if the thread is to end; it stays interrupted
   * @throws IllegalStateException if one of it failed
   */
  public void await() {
    for (Future<?> one : under) {
      try {
        Object unused = get(one);
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  private static <T> T get(Future<T> one) throws ExecutionException {
    try {
      return one.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("it was stopped");
    }
  }

  @Override
  public void close() {
    under.forEach(one -> one.cancel(true));
  }
}
