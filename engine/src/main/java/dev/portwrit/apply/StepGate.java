package dev.portwrit.apply;

import java.util.concurrent.CancellationException;

/**
 * Lets a run that is to end come to the end of the step that is under way, and begin no other. May
 * be used by several threads.
 */
public final class StepGate {
  private boolean isClosed;
  private boolean isBusy;

  /**
   * Begins a step.
   *
   * @throws CancellationException if no step may be begun any more
   */
  synchronized void enter() {
    if (isClosed) {
      throw new CancellationException("it was stopped");
    }
    isBusy = true;
  }

  /** Ends a step. */
  synchronized void leave() {
    isBusy = false;
    notifyAll();
  }

  /**
   * Lets no step begin any more.
   *
   * @return whether one is under way
   */
  public synchronized boolean close() {
    isClosed = true;
    return isBusy;
  }

  /**
   * Waits for the step that is under way, if there is one.
   *
   * @throws InterruptedException if somebody ends the wait
   */
  public synchronized void awaitEnd() throws InterruptedException {
    while (isBusy) {
      wait();
    }
  }
}
