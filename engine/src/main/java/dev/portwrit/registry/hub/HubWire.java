package dev.portwrit.registry.hub;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.Optional;

/** Carries single requests to the Hub API, each once. */
interface HubWire {
  /**
   * An answer as it came.
   *
   * @param body in UTF-8
   */
  record Answer(int status, HttpHeaders headers, String body) {}

  /**
   * One request.
   *
   * @param path from {@code /v2} on, with the query, encoded
   * @param body JSON
   * @throws IOException if no answer came as a whole; its message says how, without secrets
   */
  Answer send(String method, String path, Optional<String> bearer, Optional<String> body)
      throws IOException;
}
