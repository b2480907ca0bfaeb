package dev.portwrit.apply;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often something is looked at or tried again, and how long is waited between.
 *
 * @param looks how often an object is read before its state is believed not to come
 * @param tries how often a step is made to which no answer comes
 * @param first about how long is waited the first time; doubled each time
 * @param longest about how long is waited at most
 * @param sleeper waits
 * @param random for the part of each pause that differs, so that not all come back at once
 */
public record Patience(
    int looks,
    int tries,
    Duration first,
    Duration longest,
    Sleeper sleeper,
    RandomGenerator random) {
  /** Waits for a time. */
  @FunctionalInterface
  public interface Sleeper {
    /**
     * Waits.
     *
     * @param time how long
     * @throws InterruptedException if somebody wants to end the wait
     */
    void sleep(Duration time) throws InterruptedException;
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if something would never be looked at or tried
   */
  public Patience {
    if (looks < 1 || tries < 1 || first.isNegative() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("no patience at all");
    }
  }

  /**
   * What a registry deserves that shows its writes after half a minute at the latest.
   *
   * @param sleeper waits
   * @param random for the jitter
   * @return ten looks and three tries
   */
  public static Patience ordinary(Sleeper sleeper, RandomGenerator random) {
    return new Patience(10, 3, Duration.ofMillis(200), Duration.ofSeconds(5), sleeper, random);
  }

  /** Waits before the next look or try; {@code done} of them were in vain. */
  void pause(int done) {
    long most = Math.min(longest.toNanos(), first.toNanos() << Math.min(done, 20));
    long least = most / 2;
    long time = most == 0 ? 0 : least + random.nextLong(most - least + 1);
    try {
      sleeper.sleep(Duration.ofNanos(time));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
