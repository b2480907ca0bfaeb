package dev.portwrit.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portwrit.diagnostic.IoReason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Asks a gateway what it would answer to a push, with the caller's own credentials. */
final class GatewayQuestion {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Invocation invocation;

  GatewayQuestion(Invocation invocation) {
    this.invocation = invocation;
  }

  AdmitAnswer ask(String gateway, AdmittedPush push) throws Failure {
    URI url = url(gateway);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve("/admit"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body(push)));
    ClientLogin.header(url, invocation.environment())
        .ifPresent(header -> request.header("Authorization", header));
    try {
      HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
      return answer(client.send(request.build(), BodyHandlers.ofString()));
    } catch (JsonProcessingException e) {
      throw unreachable("it did not answer with JSON");
    } catch (IOException e) {
      throw unreachable(IoReason.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("interrupted");
    }
  }

  private static URI url(String text) throws Failure {
    try {
      URI url = URI.create(text);
      if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // said below, like every other text that is no address
    }
    throw Failure.wrong(
        "`" + text + "` is not the address of a gateway",
        "give its admin port, such as `http://127.0.0.1:5002`");
  }

  private String body(AdmittedPush push) throws Failure {
    Optional<String> subject = invocation.value(AdmitVerb.AS);
    if (subject.isPresent()) {
      QuestionText.subject(subject.get());
    }
    return Json.line(
        json -> {
          json.writeStartObject();
          json.writeStringField("repository", push.repository().value());
          json.writeStringField("tag", push.tag().value());
          json.writeStringField("digest", push.digest().value());
          if (subject.isPresent()) {
            json.writeStringField("subject", subject.get());
          }
          if (!push.content().pieces().isEmpty()) {
            json.writeArrayFieldStart("content");
            for (byte[] piece : push.content().pieces()) {
              json.writeString(Base64.getEncoder().encodeToString(piece));
            }
            json.writeEndArray();
          }
          json.writeEndObject();
        });
  }

  private static AdmitAnswer answer(HttpResponse<String> response) throws IOException, Failure {
    JsonNode json = JSON.readTree(response.body());
    if (response.statusCode() == 200) {
      return new AdmitAnswer(json);
    }
    String said = json.path("errors").path(0).path("message").asText("no reason");
    throw switch (response.statusCode()) {
      case 401 ->
          Failure.undetermined(
              "the gateway does not know the caller: " + said,
              "set PORTWRIT_USERNAME and PORTWRIT_PASSWORD, or log in with `docker login`");
      case 403 ->
          Failure.undetermined(
              "the gateway does not tell the caller: " + said,
              "to ask for somebody else one needs `administer` on the repository");
      default -> unreachable("it answered " + response.statusCode() + ": " + said);
    };
  }

  private static Failure unreachable(String cause) {
    return Failure.undetermined(
        "the gateway could not be asked: " + cause,
        "look whether it runs with `--admin`; what cannot be determined is not allowed");
  }
}
