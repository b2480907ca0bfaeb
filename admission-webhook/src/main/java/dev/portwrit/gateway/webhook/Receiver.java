package dev.portwrit.gateway.webhook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/** One address, and what waits for it. Used by one thread. */
final class Receiver {
  private final String shown;
  private final Map<String, Lane> lanes = new LinkedHashMap<>();
  private int waiting;

  /** How many attempts are under way. */
  int underWay;

  /** Why the last attempt failed. */
  @Nullable String trouble;

  /** When its lanes are looked at next. */
  @Nullable ScheduledFuture<?> next;

  Receiver(String shown) {
    this.shown = shown;
  }

  void add(Delivery delivery) {
    lanes.computeIfAbsent(key(delivery), key -> new Lane()).add(delivery);
    waiting++;
  }

  private static String key(Delivery delivery) {
    return delivery.repository() + ":" + delivery.tag();
  }

  List<Lane> lanes() {
    return new ArrayList<>(lanes.values());
  }

  /** The first one of a lane waits no more. */
  void done(Lane lane) {
    String key = key(lane.first());
    lane.next();
    waiting--;
    if (lane.isEmpty()) {
      lanes.remove(key);
    }
  }

  int waiting() {
    return waiting;
  }

  /** What a person should know of it; only asked while there is trouble. */
  String text() {
    return waiting + " webhook events wait for `" + shown + "`: " + trouble;
  }
}
