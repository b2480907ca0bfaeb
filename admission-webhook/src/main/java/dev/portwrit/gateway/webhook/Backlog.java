package dev.portwrit.gateway.webhook;

import java.time.Instant;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The deliveries that wait, by number; written by one thread, looked at by any. */
final class Backlog {
  private final ConcurrentSkipListMap<Long, Instant> waiting = new ConcurrentSkipListMap<>();
  private long last;

  /** Adds one that has a number. */
  void add(Delivery delivery) {
    last = Math.max(last, delivery.number());
    waiting.put(delivery.number(), delivery.time());
  }

  /** Adds one, under the next number. */
  Delivery number(Delivery one) {
    Delivery numbered =
        new Delivery(
            last + 1, one.url(), one.repository(), one.tag(), one.id(), one.time(), one.event());
    add(numbered);
    return numbered;
  }

  void remove(Delivery delivery) {
    waiting.remove(delivery.number());
  }

  /** When each was pushed. */
  SortedMap<Long, Instant> waiting() {
    return waiting;
  }
}
