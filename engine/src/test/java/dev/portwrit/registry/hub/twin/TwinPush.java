package dev.portwrit.registry.hub.twin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Somebody pushes a tag: the twin is no registry, so this stands for what a client does there.
 *
 * <p>Source of what webhooks are sent: Docker manuals, "Docker Hub webhooks", example payload.
 */
final class TwinPush {
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final HubWorld world;

  TwinPush(HubWorld world) {
    this.world = world;
  }

  /**
   * Moves a tag, if it may be moved.
   *
   * @return where to tell of it
   */
  List<String> push(String user, String repository, String tag, String digest) {
    if (!world.judge().mayPush(user, repository, tag, digest)) {
      throw new TwinRefusal(403, "requested access to the resource is denied");
    }
    TwinRepository one = world.find(repository).orElseThrow(TwinRefusal::notFound);
    one.tagged(tag, digest);
    world.log(
        "repo.tag.push",
        world.organization() + "/" + repository,
        user,
        Map.of("tag", tag, "digest", digest));
    return List.copyOf(one.webhooks().values());
  }

  /** What a webhook is sent. */
  String payload(String user, String repository, String tag) {
    Instant now = world.clock().instant();
    ObjectNode payload = TwinRequest.object();
    payload
        .putObject("push_data")
        .put("pushed_at", now.getEpochSecond())
        .put("pusher", user)
        .put("tag", tag);
    payload
        .putObject("repository")
        .put("repo_name", world.organization() + "/" + repository)
        .put("name", repository)
        .put("namespace", world.organization())
        .put("owner", world.organization())
        .put("is_private", world.find(repository).filter(one -> !one.isPublic()).isPresent())
        .put("status", "Active");
    return payload.toString();
  }

  /**
   * Sends it.
   *
   * @return the status of the answer; 0 for none
   */
  int send(String url, String payload) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(payload))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
