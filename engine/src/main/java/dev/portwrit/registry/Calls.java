package dev.portwrit.registry;

import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Makes the calls of a registry's API: at its {@link Pace}, again where that may help, and counted.
 * May be used by several threads.
 */
public final class Calls {
  private static final int MOST_TRIES = 8;
  private static final int MOST_TRIES_OF_A_BROKEN_SERVICE = 4;

  private final Pace pace;
  private final Function<Exception, Trouble> judge;
  private final ConcurrentMap<String, LongAdder> made = new ConcurrentHashMap<>();

  /**
   * What a failure means for making the call again.
   *
   * @param kind what it is
   * @param asked how long the registry asked to wait; zero if it did not
   */
  public record Trouble(Kind kind, Duration asked) {
    /** What a failure is. */
    public enum Kind {
      /** The call was not carried out since there are too many. */
      TOO_MANY,
      /** It failed, and may succeed next time; whether it was carried out is unknown. */
      PASSING,
      /** It would fail again. */
      LASTING
    }

    /**
     * Trouble of which the registry says nothing more.
     *
     * @param kind what it is
     * @return the trouble
     */
    public static Trouble of(Kind kind) {
      return new Trouble(kind, Duration.ZERO);
    }
  }

  /**
   * One call.
   *
   * @param <T> what it answers
   * @param <E> how it fails
   */
  @FunctionalInterface
  public interface Call<T, E extends Exception> {
    /**
     * Makes it once.
     *
     * @return the answer
     * @throws E if it fails
     */
    T make() throws E;
  }

  /**
   * Calls of one registry.
   *
   * @param pace its pace
   * @param judge what a failure means
   */
  public Calls(Pace pace, Function<Exception, Trouble> judge) {
    this.pace = pace;
    this.judge = judge;
  }

  /**
   * Asks. Failures that may pass are tried again, within bounds.
   *
   * @param name the name of the call, for the count
   * @param call what to do
   * @return its answer
   * @param <T> what it answers
   * @param <E> how it fails
   * @throws E the last failure
   */
  public <T, E extends Exception> T ask(String name, Call<T, E> call) throws E {
    return make(name, call, true);
  }

  /**
   * Changes something. It is made again only where it was surely not carried out: what nobody
   * answered for may have been, and that is for reading to tell.
   *
   * @param name the name of the call, for the count
   * @param call what to do
   * @return its answer
   * @param <T> what it answers
   * @param <E> how it fails
   * @throws E the last failure
   */
  public <T, E extends Exception> T change(String name, Call<T, E> call) throws E {
    return make(name, call, false);
  }

  private <T, E extends Exception> T make(String name, Call<T, E> call, boolean mayRepeat)
      throws E {
    for (int tries = 1; ; tries++) {
      pace.take();
      made.computeIfAbsent(name, key -> new LongAdder()).increment();
      try {
        T answer = call.make();
        pace.taken();
        return answer;
      } catch (Exception e) {
        if (!isWorthAnotherTry(judge.apply(e), tries, mayRepeat)) {
          throw e;
        }
      }
    }
  }

  private boolean isWorthAnotherTry(Trouble trouble, int tries, boolean mayRepeat) {
    return switch (trouble.kind()) {
      case TOO_MANY -> {
        pace.tooMany();
        yield tries < MOST_TRIES && pace.waitAfter(tries, trouble.asked());
      }
      case PASSING ->
          mayRepeat
              && tries < MOST_TRIES_OF_A_BROKEN_SERVICE
              && pace.waitAfter(tries, trouble.asked());
      case LASTING -> false;
    };
  }

  /**
   * How often each call was made so far, repetitions included.
   *
   * @return the numbers
   */
  public CallCount count() {
    TreeMap<String, Long> byName = new TreeMap<>();
    made.forEach((name, count) -> byName.put(name, count.sum()));
    return new CallCount(byName);
  }
}
