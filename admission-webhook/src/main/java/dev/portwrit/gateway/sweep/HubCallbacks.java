package dev.portwrit.gateway.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.gateway.exchange.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Docker Hub that its webhook was heard, so that a chain of them goes on. It is tried once,
 * and what comes of it matters to nobody here.
 */
public final class HubCallbacks implements Consumer<URI> {
  private static final Logger LOG = LoggerFactory.getLogger(HubCallbacks.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int AT_ONCE = 16;

  private final Semaphore room = new Semaphore(AT_ONCE);
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** Sends it in the background; where many are under way, not at all. */
  @Override
  public void accept(URI callback) {
    if (!room.tryAcquire()) {
      return;
    }
    ObjectNode answer = Json.object();
    answer.put("state", "success");
    answer.put("context", "portwrit");
    answer.put("description", "the tag is compared with what it must be");
    HttpRequest request =
        HttpRequest.newBuilder(callback)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(Json.bytes(answer)))
            .build();
    var unused =
        client
            .sendAsync(request, BodyHandlers.discarding())
            .whenComplete(
                (response, failure) -> {
                  room.release();
                  if (failure != null) {
                    LOG.info("Docker Hub could not be told that its webhook was heard");
                  }
                });
  }
}
