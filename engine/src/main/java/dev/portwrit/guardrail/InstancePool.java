package dev.portwrit.guardrail;

import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Evaluates a policy on at most so many instances at once, each on a thread of the pool, so that a
 * runaway evaluation can be interrupted without touching the thread of who asks.
 *
 * <p>An instance that failed, was interrupted or has grown large is discarded. A turn is given back
 * only when its evaluation has ended, so a policy that cannot be stopped takes its own place and no
 * other.
 */
final class InstancePool implements AutoCloseable {
  /** An idle instance keeps at most so much memory, in pages: 16 MiB. */
  private static final int IDLE_PAGES = 256;

  /** Deep input is read by recursion. */
  private static final long STACK_BYTES = 16L * 1024 * 1024;

  private final CompiledPolicy policy;
  private final GuardrailLimits limits;
  private final Semaphore turns;
  private final Deque<PolicyInstance> idle = new ConcurrentLinkedDeque<>();
  private final ExecutorService threads = Executors.newCachedThreadPool(threadFactory());

  InstancePool(CompiledPolicy policy, GuardrailLimits limits) {
    this.policy = policy;
    this.limits = limits;
    this.turns = new Semaphore(limits.instances(), true);
  }

  /**
   * Evaluates.
   *
   * @param entrypoint the name of the entry point
   * @param input JSON that was checked
   * @param now what the policy takes for now
   * @param timeout how long it may run
   * @return what the policy says, as JSON
   * @throws EvaluationFailed if it comes to no answer in time
   */
  String evaluate(String entrypoint, byte[] input, Instant now, Duration timeout)
      throws EvaluationFailed {
    int number = policy.entrypoint(entrypoint);
    try {
      if (!turns.tryAcquire(limits.waitForInstance().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new EvaluationFailed(
            "all " + limits.instances() + " instances are busy; perhaps you should try again");
      }
      return await(begin(() -> turn(number, input, now)), timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EvaluationFailed("it was interrupted", e);
    }
  }

  /** How many instances wait for work. */
  int idleInstances() {
    return idle.size();
  }

  /** How many evaluations could begin now. */
  int freeTurns() {
    return turns.availablePermits();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  // The turn is given back by the thread and not by the task: a task that is cancelled before it
  // begins never runs.
  private Future<String> begin(Callable<String> turn) throws EvaluationFailed {
    FutureTask<String> task = new FutureTask<>(turn);
    try {
      threads.execute(
          () -> {
            try {
              task.run();
            } finally {
              turns.release();
            }
          });
      return task;
    } catch (RejectedExecutionException e) {
      turns.release();
      throw new EvaluationFailed("the guardrails are closed", e);
    }
  }

  private static String await(Future<String> answer, Duration timeout)
      throws EvaluationFailed, InterruptedException {
    try {
      return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new EvaluationFailed("it takes longer than " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EvaluationFailed failed) {
        throw failed;
      }
      throw new EvaluationFailed("it failed unexpectedly", e);
    } finally {
      answer.cancel(true);
    }
  }

  private String turn(int entrypoint, byte[] input, Instant now) throws EvaluationFailed {
    PolicyInstance taken = idle.pollFirst();
    PolicyInstance instance = taken == null ? policy.newInstance() : taken;
    String answer = instance.evaluate(entrypoint, input, now);
    if (instance.pages() <= IDLE_PAGES) {
      idle.addFirst(instance);
    }
    return answer;
  }

  private static ThreadFactory threadFactory() {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(null, task, "guardrail-" + count.incrementAndGet(), STACK_BYTES);
      thread.setDaemon(true);
      return thread;
    };
  }
}
