package dev.portwrit.registry;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Work that is done at the same time. */
public final class Together {
  private Together() {}

  /**
   * Does all of it and waits for the end.
   *
   * @param threads by whom it is done
   * @param work what to do; begun in this order
   * @throws CancellationException if the thread is to end; it stays interrupted
   * @throws IllegalStateException if one of it failed; the rest is cancelled
   */
  public static void all(ExecutorService threads, List<Runnable> work) {
    List<Future<?>> under = work.stream().<Future<?>>map(threads::submit).toList();
    try {
      for (Future<?> one : under) {
        one.get();
      }
    } catch (InterruptedException e) {
      under.forEach(one -> one.cancel(true));
      Thread.currentThread().interrupt();
      throw new CancellationException("it was stopped");
    } catch (ExecutionException e) {
      under.forEach(one -> one.cancel(true));
      throw new IllegalStateException(e.getCause());
    }
  }
}
