package dev.portwrit.registry.hub;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests by the JDK's client, and never to another host than its own. */
final class JdkWire implements HubWire {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();
  private final String base;
  private final Duration timeout;

  /**
   * Requests to one address.
   *
   * @param base such as {@code https://hub.docker.com}
   * @param timeout within which an answer comes as a whole, or not at all
   */
  JdkWire(URI base, Duration timeout) {
    this.base = base.toString().replaceFirst("/+$", "");
    this.timeout = timeout;
  }

  @Override
  public Answer send(String method, String path, Optional<String> bearer, Optional<String> body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Accept", "application/json")
            .method(method, body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
    body.ifPresent(json -> request.header("Content-Type", "application/json"));
    bearer.ifPresent(token -> request.header("Authorization", "Bearer " + token));
    HttpResponse<byte[]> answer = answer(request.build());
    return new Answer(
        answer.statusCode(), answer.headers(), new String(answer.body(), StandardCharsets.UTF_8));
  }

  private HttpResponse<byte[]> answer(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("none within " + timeout.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException("the connection failed or broke off", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new CancellationException("it was stopped");
    }
  }
}
