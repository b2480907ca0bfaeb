package dev.portwrit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The caller's own login: {@code PORTWRIT_USERNAME} and {@code PORTWRIT_PASSWORD}, or what {@code
 * docker login} stored for the address in {@code config.json}.
 */
final class ClientLogin {
  private ClientLogin() {}

  /** The value of an {@code Authorization} header, or empty for nobody. */
  static Optional<String> header(URI url, Environment environment) {
    Map<String, String> variables = environment.variables();
    String name = variables.get("PORTWRIT_USERNAME");
    String password = variables.get("PORTWRIT_PASSWORD");
    if (name != null && password != null) {
      byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }
    return stored(url, variables).map(pair -> "Basic " + pair);
  }

  private static Optional<String> stored(URI url, Map<String, String> variables) {
    String folder = variables.get("DOCKER_CONFIG");
    String home = variables.get("HOME");
    if (folder == null && home == null) {
      return Optional.empty();
    }
    Path file =
        folder != null
            ? Path.of(folder, "config.json")
            : Path.of(String.valueOf(home), ".docker", "config.json");
    try {
      JsonNode login =
          JsonMapper.builder()
              .build()
              .readTree(Files.readAllBytes(file))
              .path("auths")
              .path(url.getAuthority())
              .path("auth");
      return login.isTextual() && !login.asText().isEmpty()
          ? Optional.of(login.asText())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
