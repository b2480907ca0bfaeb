package dev.portwrit.registry.ecr.twin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What goes wrong at the twin, to order. */
public final class Faults {
  /** What becomes of a call. */
  public enum Fault {
    /** It is refused since there are too many: {@code ThrottlingException}. */
    THROTTLED,
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
    /** It is refused: {@code AccessDeniedException}. */
    DENIED,
    /** A page of a listing says that it is the last. */
    LAST_PAGE,
    /** A page of a listing says that it comes before itself. */
    SAME_PAGE
  }

  private final Map<String, Deque<Fault>> once = new HashMap<>();
  private final Map<String, Fault> always = new HashMap<>();
  private final Map<Integer, Fault> byNumber = new HashMap<>();
  private Predicate<String> numbered = operation -> false;
  private int number;
  private int lag;
  private int retryAfter;
  private Allowance allowance = Allowance.ALL;

  /**
   * The next calls of an operation fail; the ones after them do not.
   *
   * @param operation such as {@code SetRepositoryPolicy}
   * @param faults one for each call
   */
  public synchronized void next(String operation, Fault... faults) {
    Deque<Fault> queue = once.computeIfAbsent(operation, key -> new ArrayDeque<>());
    for (Fault fault : faults) {
      queue.add(fault);
    }
  }

  /**
   * Every call of an operation fails.
   *
   * @param operation such as {@code SetRepositoryPolicy}
   * @param fault how
   */
  public synchronized void always(String operation, Fault fault) {
    always.put(operation, fault);
  }

  /**
   * The n-th call from now on, of those that are counted, fails.
   *
   * @param counted which operations count
   * @param n from 1
   * @param fault how
   */
  public synchronized void at(Predicate<String> counted, int n, Fault fault) {
    numbered = counted;
    number = 0;
    byNumber.clear();
    byNumber.put(n, fault);
  }

  /**
   * After a write of a repository's policy or mutability so many reads of it see what was before.
   *
   * @param reads how many
   */
  public synchronized void lag(int reads) {
    lag = reads;
  }

  /**
   * What throttled calls are told to wait.
   *
   * @param seconds in {@code Retry-After}; 0 for nothing
   */
  public synchronized void retryAfter(int seconds) {
    retryAfter = seconds;
  }

  /**
   * Each call that comes too often is throttled.
   *
   * @param perSecond how often it may be made
   * @param burst how often at once
   */
  public synchronized void rate(double perSecond, double burst) {
    allowance = new Allowance(perSecond, burst, System::nanoTime);
  }

  /** Nothing fails any more. */
  public synchronized void none() {
    once.clear();
    always.clear();
    byNumber.clear();
    allowance = Allowance.ALL;
    lag = 0;
  }

  synchronized int lag() {
    return lag;
  }

  synchronized int retryAfter() {
    return retryAfter;
  }

  synchronized Optional<Fault> of(String operation) {
    if (!allowance.takes(operation)) {
      return Optional.of(Fault.THROTTLED);
    }
    if (numbered.test(operation)) {
      Fault fault = byNumber.get(++number);
      if (fault != null) {
        return Optional.of(fault);
      }
    }
    Deque<Fault> queue = once.get(operation);
    return queue == null || queue.isEmpty()
        ? Optional.ofNullable(always.get(operation))
        : Optional.of(queue.remove());
  }
}
