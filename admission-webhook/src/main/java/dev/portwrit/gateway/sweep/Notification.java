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
 * @param added where something was added that may be the missing part of a tag, each once
 */
record Notification(Set<Hint> hints, Set<RepositoryName> added) {
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
    Notification notification = new Notification(new LinkedHashSet<>(), new LinkedHashSet<>());
    for (JsonNode event : events) {
      if (!event.isObject()) {
        throw new Malformed("an event is an object");
      }
      notification.read(event);
    }
    return notification;
  }

  private void read(JsonNode event) {
    JsonNode target = event.path("target");
    Optional<RepositoryName> named = RepositoryName.parse(target.path("repository").asText(""));
    if (named.isEmpty()) {
      return;
    }
    RepositoryName repository = named.get();
    Optional<Tag> tag = Tag.parse(target.path("tag").asText(""));
    switch (event.path("action").asText("")) {
      // A push without a tag moves none.
      case "push" ->
          tag.ifPresentOrElse(
              one -> hints.add(new Hint(repository, tag)), () -> added.add(repository));
      case "mount" -> added.add(repository);
      // A delete without one may take any tag, and any part, along.
      case "delete" -> hints.add(new Hint(repository, tag));
      default -> {}
    }
  }
}
