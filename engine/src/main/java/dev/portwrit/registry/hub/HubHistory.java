package dev.portwrit.registry.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portwrit.registry.Authorship;
import dev.portwrit.registry.NativeHistory;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.hub.AuditedActions.Match;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The audit log of an organization. It is asked for those actions alone that can have changed what
 * is asked about, since most of it is pushes.
 *
 * <p>Source: Docker Hub API, {@code AuditLogs_ListAuditLogs}. Its pages say neither how many events
 * there are nor whether another follows.
 */
final class HubHistory implements NativeHistory {
  private static final int SIZE = 100;
  // What a page holds where nothing is asked for: one with fewer is the last, whatever the most is.
  private static final int SURELY = 25;
  private static final int PAGES = 50;

  private final HubCalls calls;

  HubHistory(HubCalls calls) {
    this.calls = calls;
  }

  @Override
  public SortedMap<ObjectId, Authorship> origins(Set<ObjectId> objects, Instant from, Instant to) {
    Map<String, Read> log = new HashMap<>();
    SortedMap<ObjectId, Authorship> origins = new TreeMap<>();
    for (ObjectId object : objects) {
      origins.put(object, origin(object, log, from, to));
    }
    return origins;
  }

  /** The events of one action, or why there are none to be had. */
  private record Read(List<AuditEvent> events, Optional<String> failure) {}

  private Authorship origin(ObjectId object, Map<String, Read> log, Instant from, Instant to) {
    Optional<String> silence = AuditedActions.silence(object.kind());
    if (silence.isPresent()) {
      return new Authorship.Untold(silence.get());
    }
    List<AuditEvent> exact = new ArrayList<>();
    List<AuditEvent> partly = new ArrayList<>();
    for (String action : AuditedActions.of(object.kind())) {
      Read read = log.computeIfAbsent(action, key -> read(key, from, to));
      if (read.failure().isPresent()) {
        return new Authorship.Untold(read.failure().get());
      }
      for (AuditEvent event : read.events()) {
        Match match = AuditedActions.match(event, object, calls.address().organization());
        if (match != Match.NONE) {
          (match == Match.EXACT ? exact : partly).add(event);
        }
      }
    }
    if (exact.isEmpty()) {
      return new Authorship.Untold(nothing(partly, from, to));
    }
    exact.sort(Comparator.comparing(AuditEvent::at).reversed());
    for (AuditEvent event : exact) {
      if (event.actor().isEmpty()) {
        return new Authorship.Untold(
            "Docker Hub's audit log has `"
                + event.action()
                + "` of it at "
                + event.at()
                + ", and does not say who it was");
      }
    }
    return new Authorship.Told(
        exact.stream().map(event -> event.change(calls.credentials())).toList());
  }

  private static String nothing(List<AuditEvent> partly, Instant from, Instant to) {
    String window = " from " + from + " to " + to;
    return partly.isEmpty()
        ? "Docker Hub's audit log has no event that names it" + window
        : "Docker Hub's audit log has "
            + partly.size()
            + (partly.size() == 1 ? " event" : " events")
            + " of that person"
            + window
            + ", and none of them names the team";
  }

  private Read read(String action, Instant from, Instant to) {
    try {
      return new Read(events(action, from, to), Optional.empty());
    } catch (HubFailure e) {
      return new Read(List.of(), Optional.of(calls.reason(e)));
    }
  }

  private List<AuditEvent> events(String action, Instant from, Instant to) throws HubFailure {
    String path =
        calls.address().auditLog()
            + "?action="
            + HubAddress.segment(action)
            + "&from="
            + HubAddress.segment(from.toString())
            + "&to="
            + HubAddress.segment(to.toString())
            + "&page_size="
            + SIZE
            + "&page=";
    // Whatever is added while it is read comes first, and moves others to the next page.
    Set<AuditEvent> events = new LinkedHashSet<>();
    for (int page = 1; page <= PAGES; page++) {
      JsonNode logs = calls.get("ListAuditLogs", path + page).path("logs");
      if (!logs.isArray()) {
        throw HubFailure.garbled("ListAuditLogs", "it has no list");
      }
      boolean isNew = false;
      for (JsonNode one : logs) {
        AuditEvent event = AuditEvent.of(one);
        isNew |= events.add(event);
      }
      if (logs.size() < SURELY) {
        return wanted(events, action, from, to);
      }
      if (!isNew) {
        throw HubFailure.garbled("ListAuditLogs", "it gave the same page again");
      }
    }
    throw HubFailure.garbled("ListAuditLogs", "there are more than " + PAGES * SIZE + " events");
  }

  private static List<AuditEvent> wanted(
      Set<AuditEvent> events, String action, Instant from, Instant to) {
    return events.stream()
        .filter(event -> event.action().equals(action))
        .filter(event -> !event.at().isBefore(from) && !event.at().isAfter(to))
        .toList();
  }
}
