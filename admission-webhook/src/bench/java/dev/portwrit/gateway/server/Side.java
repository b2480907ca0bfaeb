package dev.portwrit.gateway.server;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.neighbour.ClientHome;
import dev.portwrit.neighbour.Crane;
import dev.portwrit.neighbour.LocalImage;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** One way to the registry, and the requests that are measured over it. Each throws if refused. */
final class Side {
  private static final String REPOSITORY = "acme/app";

  private final String name;
  private final URI base;
  private final String login;
  private final RegistryClient client;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Crane crane;
  private int tag;

  Side(String name, URI base, String login, Path folder) {
    this.name = name;
    this.base = base;
    this.login = login;
    this.client =
        login.isEmpty()
            ? new RegistryClient(base)
            : new RegistryClient(base, "Authorization", login);
    this.crane =
        new Crane(
            new ClientHome(folder.resolve("home-" + name.replace(' ', '-')))
                .withLogin(base.getAuthority(), "bob", "bob-pw"));
  }

  String name() {
    return name;
  }

  /** Puts a manifest under a tag that is there as it is, or was never there. */
  void put(String prefix, byte[] manifest) throws Exception {
    putAt(prefix + name.replace(' ', '-') + tag++, manifest);
  }

  void putAt(String reference, byte[] manifest) throws Exception {
    expect(
        201, client.pushManifest(REPOSITORY, reference, RegistryClient.MANIFEST, manifest));
  }

  void get(String reference) throws Exception {
    expect(
        200,
        client.send(
            "GET",
            "/v2/" + REPOSITORY + "/manifests/" + reference,
            "Accept",
            RegistryClient.ANY_MANIFEST));
  }

  void download(Digest blob, long size) throws Exception {
    HttpResponse<InputStream> answer =
        http.send(
            request(base.resolve("/v2/" + REPOSITORY + "/blobs/" + blob)).build(),
            BodyHandlers.ofInputStream());
    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    byte[] buffer = new byte[64 * 1024];
    long length = 0;
    try (InputStream body = answer.body()) {
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        hash.update(buffer, 0, n);
        length += n;
      }
    }
    if (length != size || hash.digest().length == 0) {
      throw new IOException(name + ": " + length + " bytes came");
    }
  }

  /** Downloads over a bare socket and looks at nothing: what the way itself takes. */
  void downloadAndForget(Digest blob, long size) throws IOException {
    try (KeptConnection connection =
        new KeptConnection(base, "/v2/" + REPOSITORY + "/blobs/" + blob, "*/*", login)) {
      if (connection.getAndForget() != size) {
        throw new IOException(name + ": another number of bytes came");
      }
    }
  }

  void upload(byte[] content, Digest digest) throws Exception {
    finish(start(), digest, new byte[0], content);
  }

  /** Uploads two arrays as one blob. */
  Digest upload(byte[] head, byte[] content) throws Exception {
    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    hash.update(head);
    hash.update(content);
    Digest digest = Digest.parse("sha256:" + HexFormat.of().formatHex(hash.digest())).orElseThrow();
    finish(start(), digest, head, content);
    return digest;
  }

  /** Uploads in parts of so many bytes. */
  void upload(byte[] content, Digest digest, int part) throws Exception {
    URI location = start();
    for (int at = 0; at < content.length; at += part) {
      int length = Math.min(part, content.length - at);
      location = send(202, "PATCH", location, new byte[0], content, at, length);
    }
    finish(location, digest, new byte[0], new byte[0]);
  }

  private URI start() throws IOException {
    URI uploads = base.resolve("/v2/" + REPOSITORY + "/blobs/uploads/");
    return send(202, "POST", uploads, new byte[0], new byte[0], 0, 0);
  }

  private void finish(URI location, Digest digest, byte[] head, byte[] content)
      throws IOException {
    URI uri = base.resolve(RegistryClient.with(target(location), "digest=" + digest));
    send(201, "PUT", uri, head, content, 0, content.length);
  }

  /** Answers where to go on. */
  private URI send(
      int status, String method, URI uri, byte[] head, byte[] content, int from, int length)
      throws IOException {
    BareUpload.Answer answer =
        BareUpload.send(method, uri, login, head, content, from, length);
    if (answer.status() != status) {
      throw new IOException(name + ": " + method + " " + answer.status());
    }
    // A registry may think that it is called what its proxy calls it.
    return base.resolve(target(URI.create(answer.location())));
  }

  private static String target(URI uri) {
    String query = uri.getRawQuery();
    return uri.getRawPath() + (query == null ? "" : "?" + query);
  }

  void push(LocalImage image) {
    crane.push(image, base.getAuthority() + "/acme/known:build-" + tag++).orFail();
  }

  private HttpRequest.Builder request(URI uri) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    return login.isEmpty() ? request : request.header("Authorization", login);
  }

  private void expect(int status, HttpResponse<byte[]> answer) throws IOException {
    if (answer.statusCode() != status) {
      throw new IOException(
          name + ": " + answer.statusCode() + " " + RegistryClient.text(answer));
    }
  }
}
