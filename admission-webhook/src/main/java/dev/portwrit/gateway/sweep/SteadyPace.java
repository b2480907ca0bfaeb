package dev.portwrit.gateway.sweep;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** At most so many requests a second, evenly; used by one thread. */
final class SteadyPace implements RequestPace {
  private final long spacing;
  private final LongSupplier now;
  private final LongConsumer wait;
  private long last;

  SteadyPace(int perSecond) {
    this(perSecond, System::nanoTime, LockSupport::parkNanos);
  }

  /** By another clock, in nanoseconds. */
  SteadyPace(int perSecond, LongSupplier now, LongConsumer wait) {
    this.spacing = TimeUnit.SECONDS.toNanos(1) / perSecond;
    this.now = now;
    this.wait = wait;
    this.last = now.getAsLong() - spacing;
  }

  @Override
  public void await() {
    long left = last + spacing - now.getAsLong();
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      wait.accept(left);
      left = last + spacing - now.getAsLong();
    }
    last = now.getAsLong();
  }
}
