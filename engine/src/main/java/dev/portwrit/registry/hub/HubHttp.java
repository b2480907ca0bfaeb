package dev.portwrit.registry.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends single requests to the Hub API, each once, and never to another host. */
final class HubHttp {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();
  private final String base;
  private final Duration timeout;
  private final Clock clock;

  /**
   * Requests to one address.
   *
   * @param base such as {@code https://hub.docker.com}
   * @param timeout within which an answer comes as a whole, or not at all
   */
  HubHttp(URI base, Duration timeout, Clock clock) {
    this.base = base.toString().replaceFirst("/+$", "");
    this.timeout = timeout;
    this.clock = clock;
  }

  /**
   * One request.
   *
   * @param call its name
   * @param path from {@code /v2} on, with the query, encoded
   * @return the JSON of a success; a missing node where it has no body
   * @throws HubFailure if there is none
   */
  JsonNode send(
      String call, String method, String path, Optional<String> bearer, Optional<JsonNode> body)
      throws HubFailure {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Accept", "application/json")
            .method(
                method,
                body.map(json -> BodyPublishers.ofString(json.toString()))
                    .orElseGet(BodyPublishers::noBody));
    body.ifPresent(json -> request.header("Content-Type", "application/json"));
    bearer.ifPresent(token -> request.header("Authorization", "Bearer " + token));
    HttpResponse<byte[]> answer = answer(call, request.build());
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    if (answer.statusCode() / 100 != 2) {
      throw HubFailure.answered(
          call, answer.statusCode(), said(text), RetryAfter.of(answer.headers(), clock));
    }
    return text.isBlank() ? MissingNode.getInstance() : json(call, text);
  }

  private HttpResponse<byte[]> answer(String call, HttpRequest request) throws HubFailure {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw HubFailure.noAnswer(call, "none within " + timeout.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw HubFailure.noAnswer(
          call,
          e.getCause() instanceof IOException
              ? "the connection failed or broke off"
              : "it was not sent");
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new CancellationException("it was stopped");
    }
  }

  private static JsonNode json(String call, String text) throws HubFailure {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw HubFailure.garbled(call, "it is no JSON");
    }
  }

  /** Source: the schemas {@code error}, {@code Error} and {@code ValueError} of the API. */
  private static String said(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      for (String key : new String[] {"detail", "message", "text"}) {
        if (json.path(key).isTextual()) {
          return json.path(key).asText();
        }
      }
      return "";
    } catch (JsonProcessingException e) {
      return "";
    }
  }
}
