package dev.portwrit.gateway.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A lock a key, for as long as somebody uses it. */
final class LocksInUse<K, L> {
  private final Supplier<L> make;
  private final Map<K, Counted<L>> locks = new HashMap<>();

  private static final class Counted<L> {
    private final L lock;
    private int users;

    Counted(L lock) {
      this.lock = lock;
    }
  }

  LocksInUse(Supplier<L> make) {
    this.make = make;
  }

  /** The lock of a key; each use is left once. */
  synchronized L use(K key) {
    Counted<L> counted = locks.computeIfAbsent(key, k -> new Counted<>(make.get()));
    counted.users++;
    return counted.lock;
  }

  synchronized void leave(K key) {
    locks.computeIfPresent(key, (k, counted) -> --counted.users == 0 ? null : counted);
  }

  synchronized int size() {
    return locks.size();
  }
}
