package dev.portwrit.gateway.sweep;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The hints that wait, each once, and no more than so many. Any number of threads may use it. */
final class Hints {
  private final int bound;
  private final Set<Hint> waiting = new LinkedHashSet<>();

  /** At most so many wait. */
  Hints(int bound) {
    this.bound = bound;
  }

  /** What became of a hint. */
  enum Taken {
    QUEUED,
    /** One that waits is followed in its place. */
    COALESCED,
    /** There are too many, and only a sweep finds what it was about. */
    OVERFLOWED
  }

  /** Takes a hint. */
  synchronized Taken offer(Hint hint) {
    boolean isCovered =
        waiting.contains(hint) || waiting.contains(new Hint(hint.repository(), Optional.empty()));
    if (isCovered) {
      return Taken.COALESCED;
    }
    if (waiting.size() >= bound) {
      return Taken.OVERFLOWED;
    }
    waiting.add(hint);
    return Taken.QUEUED;
  }

  /** The one that came first, which waits no more. */
  synchronized Optional<Hint> poll() {
    Optional<Hint> first = waiting.stream().findFirst();
    first.ifPresent(waiting::remove);
    return first;
  }

  synchronized int size() {
    return waiting.size();
  }
}
