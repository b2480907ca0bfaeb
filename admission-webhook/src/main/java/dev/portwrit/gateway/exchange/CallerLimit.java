package dev.portwrit.gateway.exchange;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many requests of one caller are with the registry at once. Each keeps a connection to it for
 * as long as its client takes to read or send; without a limit a few slow clients would keep them
 * all.
 */
public final class CallerLimit {
  private final int most;
  private final ConcurrentMap<String, Integer> now = new ConcurrentHashMap<>();

  /** So many at once for each caller. */
  public CallerLimit(int most) {
    this.most = most;
  }

  /** Counts one more; false if that would be too many. Who was counted leaves at the end. */
  boolean enter(String caller) {
    boolean[] fits = {false};
    now.compute(
        caller,
        (one, before) -> {
          int count = before == null ? 0 : before;
          fits[0] = count < most;
          return fits[0] ? Integer.valueOf(count + 1) : before;
        });
    return fits[0];
  }

  void leave(String caller) {
    now.computeIfPresent(caller, (one, count) -> count == 1 ? null : Integer.valueOf(count - 1));
  }
}
