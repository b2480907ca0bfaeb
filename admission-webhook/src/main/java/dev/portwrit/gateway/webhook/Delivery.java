package dev.portwrit.gateway.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.gateway.exchange.Json;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * An event on its way to one receiver.
 *
 * @param number its place among all deliveries of this gateway
 * @param url where it goes; path and query are a secret of the receiver
 * @param repository where the push was
 * @param tag which tag was pushed
 * @param id the event's
 * @param time when the push was
 * @param event what is sent, JSON
 */
record Delivery(
    long number,
    URI url,
    RepositoryName repository,
    Tag tag,
    String id,
    Instant time,
    String event) {
  /** As it lies in a file. */
  byte[] toBytes() {
    ObjectNode file = Json.object();
    file.put("url", url.toString());
    file.put("repository", repository.value());
    file.put("tag", tag.value());
    file.put("id", id);
    file.put("time", time.toString());
    file.put("event", event);
    return Json.bytes(file);
  }

  /** Reads a file; empty if it holds no delivery. */
  static Optional<Delivery> read(long number, byte[] bytes) {
    Optional<ObjectNode> file = Json.parseObject(bytes);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Optional<RepositoryName> repository = RepositoryName.parse(text(file.get(), "repository"));
    Optional<Tag> tag = Tag.parse(text(file.get(), "tag"));
    try {
      URI url = URI.create(text(file.get(), "url"));
      Instant time = Instant.parse(text(file.get(), "time"));
      String id = text(file.get(), "id");
      String event = text(file.get(), "event");
      boolean isWhole = url.getHost() != null && !id.isEmpty() && !event.isEmpty();
      return repository.isPresent() && tag.isPresent() && isWhole
          ? Optional.of(new Delivery(number, url, repository.get(), tag.get(), id, time, event))
          : Optional.empty();
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String text(ObjectNode file, String key) {
    return file.path(key).asText("");
  }

  /** Scheme, host and port of the receiver: what may be shown of it. */
  String receiver() {
    return shown(url);
  }

  static String shown(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority();
  }
}
