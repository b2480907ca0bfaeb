package dev.portwrit.gateway.inforce;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks for newer states of the workspace again and again, on one thread of its own. */
public final class PolicyPolling implements AutoCloseable {
  private final ScheduledExecutorService thread;

  private PolicyPolling(ScheduledExecutorService thread) {
    this.thread = thread;
  }

  /**
   * Begins to look.
   *
   * @param policy what is kept up to date
   * @param pause between the end of one look and the next
   * @return what ends it
   */
  public static PolicyPolling every(Duration pause, PolicyInForce policy) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "portwrit-policy");
              made.setDaemon(true);
              return made;
            });
    var unused =
        thread.scheduleWithFixedDelay(
            policy::pollOnce, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    return new PolicyPolling(thread);
  }

  /** Ends after the look that is going on. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
