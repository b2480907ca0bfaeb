package dev.portwrit.gateway.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.gateway.exchange.Json;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/**
 * What Docker Hub tells of a push, read for nothing but the tag that it names and where it wants to
 * hear that somebody listened. Hub signs nothing, so nothing else of it could be believed.
 *
 * <p>Source: docs.docker.com, "Webhooks" of Docker Hub.
 *
 * @param hint where a tag may have changed; empty if it names no tag that can be
 * @param callback where it wants to hear; empty if it names no address of Docker Hub
 */
record HubPush(Optional<Hint> hint, Optional<URI> callback) {
  private static final Set<String> HOSTS = Set.of("registry.hub.docker.com", "hub.docker.com");

  /** Reads one; empty if it is no object with {@code push_data} and {@code repository}. */
  static Optional<HubPush> parse(byte[] body) {
    Optional<ObjectNode> read = Json.parseObject(body);
    if (read.isEmpty()
        || !read.get().path("push_data").isObject()
        || !read.get().path("repository").isObject()) {
      return Optional.empty();
    }
    ObjectNode push = read.get();
    Optional<RepositoryName> repository =
        RepositoryName.parse(push.path("repository").path("repo_name").asText(""));
    Optional<Tag> tag = Tag.parse(push.path("push_data").path("tag").asText(""));
    return Optional.of(
        new HubPush(
            repository.flatMap(name -> tag.map(one -> new Hint(name, Optional.of(one)))),
            callback(push.path("callback_url").asText(""))));
  }

  /** An address that is asked for because others say so leads to Docker Hub or nowhere. */
  private static Optional<URI> callback(String text) {
    try {
      URI url = new URI(text);
      boolean isOfHub =
          "https".equals(url.getScheme())
              && url.getHost() != null
              && HOSTS.contains(url.getHost())
              && url.getPort() == -1
              && url.getRawUserInfo() == null
              && url.getRawFragment() == null;
      return isOfHub ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
