package dev.portwrit.gateway.soak;

import static dev.portwrit.embedded.RegistryClient.ANY_MANIFEST;
import static dev.portwrit.embedded.RegistryClient.MANIFEST;
import static dev.portwrit.embedded.RegistryClient.bytes;
import static dev.portwrit.embedded.RegistryClient.location;
import static dev.portwrit.embedded.RegistryClient.with;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One of several clients, over connections of its own and in repositories of its own, so that it
 * knows what each answer must be. Used by one thread at a time.
 *
 * <p>What is listed and read does not grow with the run: new protected tags go into a repository
 * that is never listed here.
 */
final class SoakClient {
  /** The step that does not pass the gateway: by it one sees how busy the machine is. */
  static final String PAST_THE_GATEWAY = "pull, past the gateway";

  private static final int IMAGES = 8;
  private static final int LARGE = 1 << 20;
  private static final int SMALL = 32 << 10;

  private record Image(String tag, String manifest, Digest digest, Digest layer) {}

  private final Random random;
  private final Answers gateway;
  private final Answers admin;
  private final Answers registry;
  private final AtomicLong protectedTags;
  private final String repository;
  private final String scratch;
  private final String growing;
  private final List<Image> images = new ArrayList<>();
  private long made;

  SoakClient(int number, URI gateway, URI admin, URI registry, AtomicLong protectedTags) {
    this.random = new Random(number);
    this.gateway = new Answers(gateway, random);
    this.admin = new Answers(admin, random);
    this.registry = new Answers(registry, random);
    this.protectedTags = protectedTags;
    this.repository = "acme/pay/c" + number;
    this.scratch = repository + "-scratch";
    this.growing = repository + "-growing";
  }

  /** Pushes what it will read, through the gateway. */
  void prepare(RegistryClient cy) throws IOException, InterruptedException {
    for (int i = 0; i < IMAGES; i++) {
      byte[] letters = new byte[i == 0 ? LARGE : SMALL];
      Arrays.fill(letters, (byte) ('a' + i));
      String layer = repository + new String(letters, StandardCharsets.US_ASCII);
      String tag = "v" + i;
      Digest digest = cy.pushImage(repository, tag, layer);
      String manifest = new String(cy.manifest(growing, layer), StandardCharsets.UTF_8);
      cy.manifest(scratch, layer);
      images.add(new Image(tag, manifest, digest, Digest.sha256(bytes(layer))));
      protectedTags.incrementAndGet();
    }
  }

  List<Step> steps() {
    return List.of(
        new Step("login", 4, this::login),
        new Step("token", 8, this::token),
        new Step("challenge", 2, () -> gateway.anonymously(401, "GET", "/v2/")),
        new Step("pull by tag", 20, () -> pull("eve", 200, any().tag())),
        new Step("pull by digest", 20, () -> pull("eve", 200, any().digest().value())),
        new Step("pull, no such tag", 2, () -> pull("eve", 404, "absent")),
        new Step("pull, denied", 3, () -> pull("mallory", 403, any().tag())),
        new Step("blob download", 8, this::download),
        new Step("blob upload, one PUT", 4, () -> upload(1)),
        new Step("blob upload, chunks", 3, () -> upload(3)),
        new Step("blob upload, cancelled", 1, this::cancel),
        new Step("push, ordinary tag", 6, () -> push(201, repository, "main-" + small(), any())),
        new Step("push, new protected tag", 6, this::pushNew),
        new Step("push, same digest again", 4, this::pushAgain),
        new Step("push, overwrite refused", 4, this::overwrite),
        new Step("tag list", 3, () -> get("/v2/" + repository + "/tags/list")),
        new Step("catalog", 1, this::catalog),
        new Step("delete", 2, this::delete),
        new Step("delete of a blob", 2, this::deleteBlob),
        new Step("delete, refused", 3, this::deleteProtected),
        new Step("/metrics", 1, () -> admin.anonymously(200, "GET", "/metrics")),
        new Step("/readyz", 1, () -> admin.anonymously(200, "GET", "/readyz")),
        new Step(PAST_THE_GATEWAY, 4, this::pullPastTheGateway));
  }

  Random random() {
    return random;
  }

  private int small() {
    return random.nextInt(IMAGES);
  }

  private Image any() {
    return images.get(small());
  }

  private String manifests(String reference) {
    return "/v2/" + repository + "/manifests/" + reference;
  }

  private HttpResponse<byte[]> get(String target) throws IOException, InterruptedException {
    return gateway.as("eve", 200, "GET", target);
  }

  private void login() throws IOException, InterruptedException {
    gateway.with(Answers.login(random.nextBoolean() ? "cy" : "bob"), 200, "GET", "/v2/");
  }

  private void catalog() throws IOException, InterruptedException {
    gateway.with(Answers.login("eve"), 200, "GET", "/v2/_catalog?n=50");
  }

  private void token() throws IOException, InterruptedException {
    String user = List.of("ada", "bob", "cy", "eve", "mallory").get(random.nextInt(5));
    gateway.fetchToken(user, List.of(repository, scratch, growing));
  }

  private void pull(String user, int status, String reference)
      throws IOException, InterruptedException {
    gateway.as(
        user,
        status,
        random.nextInt(4) == 0 && status == 200 ? "HEAD" : "GET",
        manifests(reference),
        BodyPublishers.noBody(),
        "Accept",
        ANY_MANIFEST);
  }

  private void pullPastTheGateway() throws IOException, InterruptedException {
    registry.with(SoakRun.REGISTRY_LOGIN, 200, "GET", manifests(any().tag()));
  }

  private void download() throws IOException, InterruptedException {
    Digest digest = any().layer();
    byte[] body = get("/v2/" + repository + "/blobs/" + digest).body();
    if (!Digest.sha256(body).equals(digest)) {
      throw new IOException("other bytes than those of " + digest);
    }
  }

  /** Content that is new to this run only sometimes, so that the registry does not fill a disk. */
  private byte[] content() {
    byte[] content = new byte[SMALL * 3];
    new Random(1000 + random.nextInt(100)).nextBytes(content);
    bytesOf(content, repository);
    return content;
  }

  private static void bytesOf(byte[] content, String name) {
    byte[] first = bytes(name);
    System.arraycopy(first, 0, content, 0, first.length);
  }

  private String begin() throws IOException, InterruptedException {
    return location(gateway.as("cy", 202, "POST", "/v2/" + scratch + "/blobs/uploads/"));
  }

  private void upload(int parts) throws IOException, InterruptedException {
    byte[] content = content();
    String upload = begin();
    int size = content.length / parts;
    for (int i = 0; i < parts - 1; i++) {
      byte[] part = Arrays.copyOfRange(content, i * size, (i + 1) * size);
      upload = location(gateway.as("cy", 202, "PATCH", upload, BodyPublishers.ofByteArray(part)));
    }
    byte[] rest = Arrays.copyOfRange(content, (parts - 1) * size, content.length);
    String end = with(upload, "digest=" + Digest.sha256(content));
    gateway.as("cy", 201, "PUT", end, BodyPublishers.ofByteArray(rest));
  }

  private void cancel() throws IOException, InterruptedException {
    gateway.as("cy", 204, "DELETE", begin());
  }

  private void push(int status, String where, String reference, Image image)
      throws IOException, InterruptedException {
    put(status, where, reference, bytes(image.manifest()));
  }

  private void put(int status, String where, String reference, byte[] manifest)
      throws IOException, InterruptedException {
    gateway.as(
        random.nextBoolean() ? "cy" : "bob",
        status,
        "PUT",
        "/v2/" + where + "/manifests/" + reference,
        BodyPublishers.ofByteArray(manifest),
        "Content-Type",
        MANIFEST);
  }

  private void pushNew() throws IOException, InterruptedException {
    push(201, growing, "v1." + made++, any());
    protectedTags.incrementAndGet();
  }

  private void pushAgain() throws IOException, InterruptedException {
    Image image = any();
    push(201, repository, image.tag(), image);
  }

  private void overwrite() throws IOException, InterruptedException {
    int there = small();
    push(403, repository, images.get(there).tag(), images.get((there + 1) % IMAGES));
  }

  private void delete() throws IOException, InterruptedException {
    String text = any().manifest().strip();
    byte[] manifest =
        bytes(
            text.substring(0, text.length() - 1) + ",\"annotations\":{\"n\":\"" + made++ + "\"}}");
    String digest = Digest.sha256(manifest).value();
    put(201, scratch, digest, manifest);
    gateway.as("ada", 202, "DELETE", "/v2/" + scratch + "/manifests/" + digest);
  }

  private void deleteBlob() throws IOException, InterruptedException {
    byte[] content = bytes(repository + " loose " + made++);
    String end = with(begin(), "digest=" + Digest.sha256(content));
    gateway.as("cy", 201, "PUT", end, BodyPublishers.ofByteArray(content));
    String blob = "/v2/" + scratch + "/blobs/" + Digest.sha256(content);
    gateway.as("ada", 202, "DELETE", blob);
  }

  private void deleteProtected() throws IOException, InterruptedException {
    Image image = any();
    String target =
        switch (random.nextInt(3)) {
          case 0 -> manifests(image.tag());
          case 1 -> manifests(image.digest().value());
          default -> "/v2/" + repository + "/blobs/" + image.layer();
        };
    gateway.as("ada", 403, "DELETE", target);
  }
}
