package dev.portwrit.registry.hub.twin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What goes wrong at the twin, to order. */
public final class TwinFaults {
  /** What becomes of a call. */
  public enum Fault {
    /** 429, in the form of {@link TwinLimits#form}. */
    TOO_MANY,
    /** The service breaks before it did anything: 500. */
    BROKEN,
    /** The service breaks when it was done: 500. */
    BROKEN_AFTER_EFFECT,
    /** The connection ends before anything was done. */
    CUT,
    /** It is done, and the connection ends before the answer. */
    CUT_AFTER_EFFECT,
    /** It answers success and does nothing. */
    IGNORED,
    /** Half of the answer comes, as if it were all. */
    HALVED,
    /** It is refused: 403. */
    DENIED,
    /** A page of a listing lacks its last entry; one that has none does not come. */
    ITEM_LOST,
    /** A page of a listing says that it is the last. */
    LAST_PAGE,
    /** A page of a listing is the first once more. */
    SAME_PAGE,
    /** A page of a listing is the first once more, and says that another follows. */
    PAGE_AGAIN
  }

  private final Map<String, Deque<Fault>> once = new HashMap<>();
  private final Map<String, Fault> always = new HashMap<>();
  private Optional<Fault> nextWrite = Optional.empty();

  /**
   * The next calls of an operation fail; the ones after them do not.
   *
   * @param operation such as {@code GetRepository}
   * @param faults one for each call
   */
  public synchronized void next(String operation, Fault... faults) {
    Deque<Fault> queue = once.computeIfAbsent(operation, key -> new ArrayDeque<>());
    for (Fault fault : faults) {
      queue.add(fault);
    }
  }

  /**
   * The next call that would change something fails, whatever it is.
   *
   * @param fault how
   */
  public synchronized void nextWrite(Fault fault) {
    nextWrite = Optional.of(fault);
  }

  /**
   * Every call of an operation fails.
   *
   * @param operation such as {@code GetRepository}
   * @param fault how
   */
  public synchronized void always(String operation, Fault fault) {
    always.put(operation, fault);
  }

  /** Nothing fails any more. */
  public synchronized void none() {
    nextWrite = Optional.empty();
    once.clear();
    always.clear();
  }

  synchronized Optional<Fault> of(String operation, boolean writes) {
    if (writes && nextWrite.isPresent()) {
      Optional<Fault> fault = nextWrite;
      nextWrite = Optional.empty();
      return fault;
    }
    Deque<Fault> queue = once.get(operation);
    return queue == null || queue.isEmpty()
        ? Optional.ofNullable(always.get(operation))
        : Optional.of(queue.remove());
  }
}
