package dev.portwrit.registry.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portwrit.registry.Authorship;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Set;

/**
 * One event of the audit log.
 *
 * <p>Source: Docker Hub API, {@code GetAuditLogsResponse}.
 *
 * @param at when
 * @param action such as {@code org.team.member.add}
 * @param name what it is of
 * @param actor who did it; empty where that is not said
 * @param data the texts that it gives besides
 */
record AuditEvent(Instant at, String action, String name, String actor, Set<String> data) {
  AuditEvent {
    data = Set.copyOf(data);
  }

  static AuditEvent of(JsonNode one) throws HubFailure {
    Set<String> data = new HashSet<>();
    one.path("data").forEach(value -> data.add(value.isTextual() ? value.asText() : ""));
    try {
      return new AuditEvent(
          OffsetDateTime.parse(HubQueries.text(one, "timestamp")).toInstant(),
          HubQueries.text(one, "action"),
          HubQueries.text(one, "name"),
          HubQueries.text(one, "actor"),
          data);
    } catch (DateTimeException e) {
      throw HubFailure.garbled("ListAuditLogs", "an event does not say when it was");
    }
  }

  Authorship.Change change(HubCredentials credentials) {
    boolean isOurs =
        credentials.kind() != HubCredentials.Kind.ORGANIZATION_TOKEN
            && actor.equals(credentials.username());
    return new Authorship.Change(at, actor, action, isOurs);
  }
}
