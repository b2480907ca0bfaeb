package dev.portwrit.gateway.webhook;

import java.util.ArrayDeque;
import java.util.Deque;

/** The deliveries of one tag to one receiver, the first of which is sent before the next. */
final class Lane {
  private final Deque<Delivery> waiting = new ArrayDeque<>();

  /** How often the first one was sent without success. */
  int attempts;

  /** When the first one may be sent, in nanoseconds. */
  long due = System.nanoTime();

  /** Whether the first one is on its way. */
  boolean isBusy;

  void add(Delivery delivery) {
    waiting.add(delivery);
  }

  Delivery first() {
    return waiting.getFirst();
  }

  /** Goes on to the next. */
  void next() {
    waiting.removeFirst();
    attempts = 0;
    due = System.nanoTime();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }
}
