package dev.portwrit.gateway.sweep;

import dev.portwrit.reference.RepositoryName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The hints that wait for their time, each once, and no more than so many. All wait equally long,
 * so the first is always the next. Any number of threads may use it.
 */
final class Hints {
  private final int bound;
  private final long delay;
  private final LongSupplier now;
  private final Map<Hint, Long> due = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param bound how many wait at most
   * @param delay how long each waits
   * @param now the time in nanoseconds
   */
  Hints(int bound, Duration delay, LongSupplier now) {
    this.bound = bound;
    this.delay = delay.toNanos();
    this.now = now;
  }

  /** What became of a hint. */
  enum Taken {
    QUEUED,
    /** One that waits is followed in its place. */
    COALESCED,
    /** There are too many, and only a sweep finds what it was about. */
    OVERFLOWED
  }

  /** Takes a hint; one that waits already keeps its time. */
  synchronized Taken offer(Hint hint) {
    return due.containsKey(hint) || due.containsKey(all(hint.repository()))
        ? Taken.COALESCED
        : add(hint);
  }

  /** Takes a hint; one that waits already waits from now on. */
  synchronized Taken postpone(Hint hint) {
    boolean waited = due.remove(hint) != null;
    Taken taken = add(hint);
    return waited ? Taken.COALESCED : taken;
  }

  private Taken add(Hint hint) {
    if (due.size() >= bound) {
      return Taken.OVERFLOWED;
    }
    due.put(hint, now.getAsLong() + delay);
    return Taken.QUEUED;
  }

  private static Hint all(RepositoryName repository) {
    return new Hint(repository, Optional.empty());
  }

  /** The next one, if its time has come; it waits no more. */
  synchronized Optional<Hint> poll() {
    if (due.isEmpty() || untilNext().orElse(0) > 0) {
      return Optional.empty();
    }
    Hint first = due.keySet().iterator().next();
    due.remove(first);
    return Optional.of(first);
  }

  /** Nanoseconds until the next one's time comes, perhaps negative; empty if none waits. */
  synchronized OptionalLong untilNext() {
    return due.values().stream().mapToLong(at -> at - now.getAsLong()).findFirst();
  }
}
