package dev.portwrit.registry;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * The pace at which a registry takes calls. They go out as they come until it says that they are
 * too many; from then on they are spaced, wider with each complaint and closer with each call that
 * it takes. Used by all threads that call the same registry.
 */
public final class Pace {
  private static final long CLOSEST = Duration.ofMillis(1).toNanos();
  private static final long WIDEST = Duration.ofSeconds(2).toNanos();
  // Calls that were under way together complain together; that is one complaint.
  private static final long ONE_COMPLAINT = Duration.ofMillis(200).toNanos();
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
  // What a registry asks for is granted up to here; beyond, its caller had better be told.
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(2);
  private static final int REMEMBERED = 16;

  private final LongSupplier nanos;
  private final Sleeper sleeper;
  private final DoubleSupplier chance;
  private final long[] starts = new long[REMEMBERED];
  private int started;
  private long gap;
  private long next;
  private long slowedAt;

  /** Lets time go by. */
  @FunctionalInterface
  public interface Sleeper {
    /**
     * Waits.
     *
     * @param time how long, more than nothing
     * @throws InterruptedException if somebody wants the thread to end
     */
    void sleep(Duration time) throws InterruptedException;
  }

  /**
   * A pace that begins as fast as calls come.
   *
   * @param nanos a clock that never goes back, in nanoseconds
   * @param sleeper what waits
   * @param chance numbers from 0, inclusive, to 1, by which those who wait spread
   */
  public Pace(LongSupplier nanos, Sleeper sleeper, DoubleSupplier chance) {
    this.nanos = nanos;
    this.sleeper = sleeper;
    this.chance = chance;
    this.next = nanos.getAsLong();
    this.slowedAt = next - ONE_COMPLAINT;
  }

  /**
   * A pace by the clock of the machine.
   *
   * @return a new one
   */
  public static Pace ofMachine() {
    return new Pace(
        System::nanoTime,
        time -> Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000),
        Math::random);
  }

  /**
   * Waits until the next call may be made.
   *
   * @throws CancellationException if the thread is to end; it stays interrupted
   */
  public void take() {
    Duration wait;
    synchronized (this) {
      long now = nanos.getAsLong();
      long start = next - now > 0 ? next : now;
      next = start + gap;
      starts[started++ % REMEMBERED] = start;
      wait = Duration.ofNanos(start - now);
    }
    sleep(wait);
  }

  /** Says that the registry took a call. */
  public synchronized void taken() {
    gap -= gap / 32;
    if (gap < CLOSEST) {
      gap = 0;
    }
  }

  /** Says that a call was one too many. */
  public synchronized void tooMany() {
    long now = nanos.getAsLong();
    if (now - slowedAt < ONE_COMPLAINT) {
      return;
    }
    slowedAt = now;
    gap = Math.min(Math.max(gap + gap / 2, measuredGap() * 5 / 4), WIDEST);
    gap = Math.max(gap, CLOSEST);
  }

  /** The time between two of the last calls. */
  private long measuredGap() {
    int known = Math.min(started, REMEMBERED);
    if (known < 2) {
      return 0;
    }
    long last = starts[(started - 1) % REMEMBERED];
    return (last - starts[started < REMEMBERED ? 0 : started % REMEMBERED]) / (known - 1);
  }

  /**
   * Waits before a call is made again: twice as long each time, spread by chance, and never shorter
   * than what the registry asked for.
   *
   * @param failures how often it failed so far, at least 1
   * @param asked what {@code Retry-After} or its like said; zero if nothing
   * @return false if the registry asked for more than can be waited for; then nothing was waited
   * @throws CancellationException if the thread is to end; it stays interrupted
   */
  public boolean waitAfter(int failures, Duration asked) {
    if (asked.compareTo(LONGEST_ASKED) > 0) {
      return false;
    }
    Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(failures - 1, 20));
    Duration most = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    Duration spread = Duration.ofNanos((long) (most.toNanos() * (0.5 + chance.getAsDouble() / 2)));
    sleep(asked.plus(spread));
    return true;
  }

  private void sleep(Duration time) {
    if (time.isZero() || time.isNegative()) {
      return;
    }
    try {
      sleeper.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("it was stopped");
    }
  }
}
