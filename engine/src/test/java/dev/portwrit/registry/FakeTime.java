package dev.portwrit.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that goes by only where somebody waits. */
public final class FakeTime {
  private final List<Duration> waits = new ArrayList<>();
  private long now;

  /**
   * A pace by this time, in which chance has no part.
   *
   * @return a new one
   */
  public Pace pace() {
    return new Pace(this::now, this::sleep, () -> 1.0);
  }

  /**
   * Lets time go by.
   *
   * @param time how long
   */
  public synchronized void pass(Duration time) {
    now += time.toNanos();
  }

  /**
   * What was waited for.
   *
   * @return in order
   */
  public synchronized List<Duration> waits() {
    return List.copyOf(waits);
  }

  private synchronized long now() {
    return now;
  }

  private synchronized void sleep(Duration time) {
    waits.add(time);
    now += time.toNanos();
  }
}
