package dev.portwrit.embedded;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which vices a registry has at this moment. All methods may be called from any thread while the
 * registry serves; what is turned on holds for requests that arrive from then on.
 */
public final class Vices {
  private final Map<Vice, Predicate<SeenRequest>> conditions = new EnumMap<>(Vice.class);
  private Duration pause = Duration.ofMillis(50);

  Vices() {}

  /**
   * Turns a vice on for every request.
   *
   * @param vice the vice
   */
  public void turnOn(Vice vice) {
    turnOn(vice, request -> true);
  }

  /**
   * Turns a vice on for chosen requests. The condition is asked once for each request.
   *
   * @param vice the vice
   * @param when the requests it shows itself at; {@link SeenRequest} has some conditions
   */
  public synchronized void turnOn(Vice vice, Predicate<SeenRequest> when) {
    conditions.put(vice, when);
  }

  /**
   * Turns a vice off and lets go of the requests that it holds.
   *
   * @param vice the vice
   */
  public synchronized void turnOff(Vice vice) {
    conditions.remove(vice);
    notifyAll();
  }

  /** Turns all vices off and lets go of the requests that they hold. */
  public synchronized void turnAllOff() {
    conditions.clear();
    notifyAll();
  }

  /**
   * Sets how long {@link Vice#SLOW} waits each time; 50 ms unless told.
   *
   * @param duration the pause
   */
  public synchronized void pauseFor(Duration duration) {
    pause = duration;
  }

  /** The vices that show themselves at a request. */
  synchronized Set<Vice> at(SeenRequest request) {
    Set<Vice> shown = EnumSet.noneOf(Vice.class);
    conditions.forEach(
        (vice, when) -> {
          if (when.test(request)) {
            shown.add(vice);
          }
        });
    return shown;
  }

  /** Waits until the vice is off. */
  synchronized void awaitOff(Vice vice) throws InterruptedException {
    while (conditions.containsKey(vice)) {
      wait();
    }
  }

  /** Waits for one pause, or until {@link Vice#SLOW} is off. */
  synchronized void pause() throws InterruptedException {
    long end = System.nanoTime() + pause.toNanos();
    for (long left = pause.toNanos();
        left > 0 && conditions.containsKey(Vice.SLOW);
        left = end - System.nanoTime()) {
      wait(Math.max(1, left / 1_000_000));
    }
  }
}
