package dev.portwrit.embedded;

import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The plainest client of a registry: what goes out and comes in is exactly what a test says. */
public final class RegistryClient {
  /** The media type of the manifests that this client writes. */
  public static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  /** The media type of the indexes that this client writes. */
  public static final String INDEX = "application/vnd.oci.image.index.v1+json";

  /** An {@code Accept} of both. */
  public static final String ANY_MANIFEST = MANIFEST + ", " + INDEX;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final List<String> always;

  /**
   * A client of the registry at an address such as {@code http://127.0.0.1:5000}, with headers that
   * it sends each time, names and values by turns.
   */
  public RegistryClient(URI base, String... always) {
    this.base = base;
    this.always = List.of(always);
  }

  /** Sends a request without a body; the headers are names and values by turns. */
  public HttpResponse<byte[]> send(String method, String target, String... headers)
      throws IOException, InterruptedException {
    return send(method, target, BodyPublishers.noBody(), headers);
  }

  /** Sends a request; the headers are names and values by turns. */
  public HttpResponse<byte[]> send(
      String method, String target, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(target)).timeout(PATIENCE).method(method, body);
    List<String> all = new ArrayList<>(always);
    all.addAll(List.of(headers));
    if (!all.isEmpty()) {
      request.headers(all.toArray(String[]::new));
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  /** Pushes a blob in two requests and answers its digest. */
  public Digest pushBlob(String repository, byte[] content)
      throws IOException, InterruptedException {
    Digest digest = Digest.sha256(content);
    String location = location(send("POST", "/v2/" + repository + "/blobs/uploads/"));
    HttpResponse<byte[]> answer =
        send("PUT", with(location, "digest=" + digest), BodyPublishers.ofByteArray(content));
    expect(201, answer);
    return digest;
  }

  /** Pushes a manifest of one layer under a tag or a digest and answers its digest. */
  public Digest pushImage(String repository, String reference, String layer)
      throws IOException, InterruptedException {
    byte[] manifest = manifest(repository, layer);
    expect(201, pushManifest(repository, reference, MANIFEST, manifest));
    return Digest.sha256(manifest);
  }

  /** Pushes the blobs of an image of one layer and answers its manifest, not yet pushed. */
  public byte[] manifest(String repository, String layer) throws IOException, InterruptedException {
    Digest config = pushBlob(repository, bytes("{}"));
    Digest blob = pushBlob(repository, bytes(layer));
    return bytes(
        """
        {"schemaVersion":2,"mediaType":"%s",
        "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":2},
        "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%d}]}
        """
            .formatted(MANIFEST, config, blob, layer.length()));
  }

  /** The digest of the manifest that a tag has. */
  public Digest manifestDigest(String repository, String tag)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        send("GET", "/v2/" + repository + "/manifests/" + tag, "Accept", MANIFEST);
    expect(200, answer);
    return Digest.sha256(answer.body());
  }

  /** Sends a manifest as it is. */
  public HttpResponse<byte[]> pushManifest(
      String repository, String reference, String mediaType, byte[] manifest)
      throws IOException, InterruptedException {
    return send(
        "PUT",
        "/v2/" + repository + "/manifests/" + reference,
        BodyPublishers.ofByteArray(manifest),
        "Content-Type",
        mediaType);
  }

  /** An index of manifests, not pushed, that claims a size of one byte for each. */
  public static byte[] index(Digest... children) {
    return index(Stream.of(children).map(child -> descriptor(child, 1)).toList());
  }

  /** An index of these manifests with their true sizes, not pushed. */
  public static byte[] indexOf(byte[]... children) {
    return index(
        Stream.of(children).map(child -> descriptor(Digest.sha256(child), child.length)).toList());
  }

  private static byte[] index(List<String> descriptors) {
    return bytes(
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
            .formatted(INDEX, String.join(",", descriptors)));
  }

  private static String descriptor(Digest manifest, int size) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(MANIFEST, manifest, size);
  }

  /** The {@code Location} of an answer. */
  public static String location(HttpResponse<byte[]> answer) {
    return header(answer, "Location");
  }

  /** A header that the answer must have. */
  public static String header(HttpResponse<byte[]> answer, String name) {
    return answer
        .headers()
        .firstValue(name)
        .orElseThrow(() -> new AssertionError("no `" + name + "` in " + answer + text(answer)));
  }

  /** The body as text. */
  public static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** A location with one more part of a query. */
  public static String with(String location, String query) {
    return location + (location.contains("?") ? "&" : "?") + query;
  }

  /** Text as bytes. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void expect(int status, HttpResponse<byte[]> answer) {
    if (answer.statusCode() != status) {
      throw new AssertionError(answer + " " + text(answer));
    }
  }
}
