package dev.portwrit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small client that pushes an image as every client does: it asks, is challenged, fetches a token
 * for the scope that it was told, and uploads blobs and manifest.
 */
final class DemoClient {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
  private static final Pattern PARAMETER = Pattern.compile("([a-z]+)=\"([^\"]*)\"");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * What became of a push.
   *
   * @param digest the manifest that was pushed
   * @param refusal what the registry said, empty if it took the push
   */
  record Push(Digest digest, Optional<String> refusal) {}

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final URI registry;
  private final String basic;
  private Optional<String> token = Optional.empty();

  DemoClient(URI registry, String user, String password) {
    this.registry = registry;
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    this.basic = "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** Pushes an image whose only layer is a text. */
  Push push(String repository, String tag, String layer) throws IOException, InterruptedException {
    byte[] content = layer.getBytes(StandardCharsets.UTF_8);
    byte[] config =
        "{\"architecture\":\"amd64\",\"os\":\"linux\"}".getBytes(StandardCharsets.UTF_8);
    byte[] manifest = manifest(config, content);
    Digest digest = Digest.sha256(manifest);
    for (byte[] blob : new byte[][] {config, content}) {
      Optional<String> refusal = upload(repository, blob);
      if (refusal.isPresent()) {
        return new Push(digest, refusal);
      }
    }
    HttpRequest.Builder put =
        HttpRequest.newBuilder(at("/v2/" + repository + "/manifests/" + tag))
            .header("Content-Type", MANIFEST)
            .PUT(BodyPublishers.ofByteArray(manifest));
    return new Push(digest, refusal(send(put)));
  }

  private Optional<String> upload(String repository, byte[] blob)
      throws IOException, InterruptedException {
    HttpResponse<String> started =
        send(
            HttpRequest.newBuilder(at("/v2/" + repository + "/blobs/uploads/"))
                .POST(BodyPublishers.noBody()));
    if (started.statusCode() != 202) {
      return refusal(started);
    }
    String location = started.headers().firstValue("Location").orElseThrow();
    String separator = location.contains("?") ? "&" : "?";
    String digest = URLEncoder.encode(Digest.sha256(blob).value(), StandardCharsets.UTF_8);
    return refusal(
        send(
            HttpRequest.newBuilder(registry.resolve(location + separator + "digest=" + digest))
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofByteArray(blob))));
  }

  // A request that is challenged is sent once more, with a token for the scope of the challenge.
  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    token.ifPresent(some -> request.setHeader("Authorization", "Bearer " + some));
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    Optional<String> challenge = response.headers().firstValue("WWW-Authenticate");
    if (response.statusCode() != 401 || challenge.isEmpty()) {
      return response;
    }
    token = Optional.of(fetchToken(challenge.get()));
    request.setHeader("Authorization", "Bearer " + token.get());
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private String fetchToken(String challenge) throws IOException, InterruptedException {
    String realm = "";
    StringBuilder query = new StringBuilder();
    Matcher parameters = PARAMETER.matcher(challenge);
    while (parameters.find()) {
      switch (parameters.group(1)) {
        case "realm" -> realm = parameters.group(2);
        case "service", "scope" ->
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(parameters.group(1))
                .append('=')
                .append(URLEncoder.encode(parameters.group(2), StandardCharsets.UTF_8));
        default -> {}
      }
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(realm + query)).header("Authorization", basic).build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("the token service answered " + response.statusCode());
    }
    return JSON.readTree(response.body()).path("token").asText();
  }

  private static Optional<String> refusal(HttpResponse<String> response) throws IOException {
    if (response.statusCode() / 100 == 2) {
      return Optional.empty();
    }
    JsonNode error = JSON.readTree(response.body()).path("errors").path(0);
    String said = error.path("code").asText() + ": " + error.path("message").asText();
    return Optional.of(response.statusCode() + " " + said);
  }

  private static byte[] manifest(byte[] config, byte[] layer) throws IOException {
    var manifest = JSON.createObjectNode();
    manifest.put("schemaVersion", 2).put("mediaType", MANIFEST);
    manifest
        .putObject("config")
        .put("mediaType", CONFIG)
        .put("digest", Digest.sha256(config).value())
        .put("size", config.length);
    manifest
        .putArray("layers")
        .addObject()
        .put("mediaType", LAYER)
        .put("digest", Digest.sha256(layer).value())
        .put("size", layer.length);
    return JSON.writeValueAsBytes(manifest);
  }

  private URI at(String path) {
    return registry.resolve(path);
  }
}
