package dev.portwrit.gateway.sweep;

/** Spaces the requests that nobody waits for, so that the registry has room for those of others. */
@FunctionalInterface
interface RequestPace {
  /** Waits until the next request may be sent; at once if the thread is interrupted. */
  void await();
}
