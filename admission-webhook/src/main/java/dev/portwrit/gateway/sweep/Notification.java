package dev.portwrit.gateway.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portwrit.gateway.exchange.Json;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The envelope in which a registry tells of events, read for nothing but the places that they name.
 *
 * <p>Source: CNCF Distribution, "Work with notifications".
 *
 * @param hints where a tag may have changed, each once
 * @param events how many events there were
 */
record Notification(Set<Hint> hints, int events) {
  private static final int MAX_EVENTS = 1_000;

  /** It is no envelope. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /**
   * Reads one.
   *
   * @throws Malformed if it is not {@code {"events": [{…}]}}. An event of it that names no place we
   *     know of is left out: registries send again for ever what is refused
   */
  static Notification parse(byte[] body) throws Malformed {
    JsonNode events =
        Json.parseObject(body)
            .orElseThrow(() -> new Malformed("a notification is one object in JSON"))
            .path("events");
    if (!events.isArray()) {
      throw new Malformed("`events` of a notification is a list");
    }
    if (events.size() > MAX_EVENTS) {
      throw new Malformed("a notification has at most " + MAX_EVENTS + " events");
    }
    Set<Hint> hints = new LinkedHashSet<>();
    for (JsonNode event : events) {
      if (!event.isObject()) {
        throw new Malformed("an event is an object");
      }
      hint(event).ifPresent(hints::add);
    }
    return new Notification(hints, events.size());
  }

  private static Optional<Hint> hint(JsonNode event) {
    JsonNode target = event.path("target");
    String action = event.path("action").asText("");
    Optional<RepositoryName> repository =
        RepositoryName.parse(target.path("repository").asText(""));
    if (repository.isEmpty() || !(action.equals("push") || action.equals("delete"))) {
      return Optional.empty();
    }
    Optional<Tag> tag = Tag.parse(target.path("tag").asText(""));
    // A push without a tag moves none. A delete without one may take any, and any part, along.
    return tag.isPresent() || action.equals("delete")
        ? Optional.of(new Hint(repository.get(), tag))
        : Optional.empty();
  }
}
