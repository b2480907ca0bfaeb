package dev.portwrit.registry.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** Requests of JSON, and what their answers mean. */
final class HubHttp {
  static final ObjectMapper JSON = new ObjectMapper();

  private final HubWire wire;
  private final Clock clock;

  HubHttp(HubWire wire, Clock clock) {
    this.wire = wire;
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
    HubWire.Answer answer;
    try {
      answer = wire.send(method, path, bearer, body.map(JsonNode::toString));
    } catch (IOException e) {
      throw HubFailure.noAnswer(call, String.valueOf(e.getMessage()));
    }
    if (answer.status() / 100 != 2) {
      throw HubFailure.answered(
          call, answer.status(), said(answer.body()), RetryAfter.of(answer.headers(), clock));
    }
    return answer.body().isBlank() ? MissingNode.getInstance() : json(call, answer.body());
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
