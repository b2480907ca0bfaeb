package dev.portwrit.gateway.server;

import static dev.portwrit.embedded.RegistryClient.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that pass through: to the byte, at the pace of the slower side, never kept. */
class StreamingTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final String UPLOADS = "/v2/acme/pay/api/blobs/uploads/";
  private static final String BLOB = "/v2/acme/pay/api/blobs/sha256:" + "a".repeat(64);

  @TempDir Path folder;
  private RawUpstream registry;
  private GatewayFixture gateway;

  @BeforeEach
  void start() throws Exception {
    registry = new RawUpstream(RawUpstream.answering(202, "", "Location", UPLOADS + "1"));
    gateway = GatewayFixture.before(registry.uri(), folder);
  }

  @AfterEach
  void stop() {
    gateway.close();
    registry.close();
  }

  @Test
  void patch_overHttp2WithoutALength_arrivesToTheByte() throws Exception {
    TestCertificate certificate = TestCertificate.in(folder);
    try (GatewayFixture secure =
        GatewayFixture.before(
            registry.uri(),
            "distribution",
            Files.createDirectory(folder.resolve("secure")),
            c -> c.with(c.network().withTls(certificate.files())))) {
      HttpClient client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_2)
              .sslContext(certificate.trust())
              .connectTimeout(patience())
              .build();
      patchOverHttp2(client, URI.create("https://127.0.0.1:" + secure.port()));
    }
  }

  private void patchOverHttp2(HttpClient client, URI base) throws Exception {
    HttpResponse<String> start =
        client.send(
            request(base, UPLOADS).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    assertThat(start.version()).isEqualTo(HttpClient.Version.HTTP_2);
    CompletableFuture<String> arrived = new CompletableFuture<>();
    registry.script(
        (asked, out) -> {
          arrived.complete(asked.header("transfer-encoding") + " " + hash(asked.body()));
          RawUpstream.write(out, 202, new byte[0], "Location", UPLOADS + "1", "Range", "0-9");
          return true;
        });
    byte[] body = pattern(3 * MEBIBYTE + 17);
    HttpResponse<String> patch =
        client.send(
            request(base, start.headers().firstValue("Location").orElseThrow())
                .method("PATCH", BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body)))
                .build(),
            BodyHandlers.ofString());
    assertThat(patch.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(patch.statusCode()).isEqualTo(202);
    assertThat(arrived.get(10, TimeUnit.SECONDS))
        .isEqualTo("chunked " + body.length + " " + Digest.sha256(body).hex());
  }

  @Test
  void patch_withALength_arrivesWithThatLength() throws Exception {
    byte[] body = pattern(MEBIBYTE + 1);
    String location = startUpload();
    CompletableFuture<String> arrived = new CompletableFuture<>();
    registry.script(
        (asked, out) -> {
          arrived.complete(asked.header("content-length") + " " + hash(asked.body()));
          RawUpstream.write(out, 202, new byte[0], "Location", UPLOADS + "1");
          return true;
        });
    send(request(location).method("PATCH", BodyPublishers.ofByteArray(body)).build());
    assertThat(arrived.get(10, TimeUnit.SECONDS))
        .isEqualTo(body.length + " " + body.length + " " + Digest.sha256(body).hex());
  }

  @Test
  void start_withABodyThatNobodyAskedFor_sendsNoneUpstream() throws Exception {
    HttpResponse<String> answer =
        send(request(UPLOADS).POST(BodyPublishers.ofString("surprise")).build());
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(registry.asked().get(0).header("content-length")).isIn("", "0");
  }

  @Test
  void download_toAClientThatDoesNotRead_stopsTheRegistry() throws Exception {
    AtomicLong sent = new AtomicLong();
    registry.script(
        (asked, out) -> {
          out.write(bytes("HTTP/1.1 200 x\r\nContent-Length: " + (1L << 40) + "\r\n\r\n"));
          byte[] piece = new byte[MEBIBYTE];
          while (true) {
            out.write(piece);
            sent.addAndGet(piece.length);
          }
        });
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          "GET "
              + BLOB
              + " HTTP/1.1\nHost: gateway\nAuthorization: "
              + GatewayFixture.basic("bob")
              + "\n\n");
      assertThat(client.head().status()).isEqualTo(200);
      long settled = settled(sent);
      // What lies in the sockets' buffers of three processes, not in a queue of the gateway.
      assertThat(settled).isBetween(1L, 64L * MEBIBYTE);
      // The client reads on, and the registry goes on.
      client.in().readNBytes(MEBIBYTE * 8);
      awaitMoreThan(sent, settled);
    }
  }

  @Test
  void upload_toARegistryThatDoesNotRead_stopsTheClient() throws Exception {
    String location = startUpload();
    CompletableFuture<Void> readOn = new CompletableFuture<>();
    registry.script(
        (asked, out) -> {
          readOn.join();
          asked.body().readAllBytes();
          RawUpstream.write(out, 202, new byte[0], "Location", UPLOADS + "1");
          return true;
        });
    long length = 256L * MEBIBYTE;
    AtomicLong sent = new AtomicLong();
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          "PATCH "
              + location
              + " HTTP/1.1\nHost: gateway\nContent-Length: "
              + length
              + "\nAuthorization: "
              + GatewayFixture.basic("bob")
              + "\n\n");
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(
              () -> {
                byte[] piece = new byte[MEBIBYTE];
                try {
                  for (long left = length; left > 0; left -= piece.length) {
                    client.send(piece);
                    sent.addAndGet(piece.length);
                  }
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      assertThat(settled(sent)).isLessThan(64L * MEBIBYTE);
      readOn.complete(null);
      sending.get(60, TimeUnit.SECONDS);
      assertThat(client.head().status()).isEqualTo(202);
    }
  }

  @Test
  void client_thatGoesAwayInTheMiddleOfAnUpload_leavesNoWholeBodyBehind() throws Exception {
    String location = startUpload();
    CompletableFuture<String> arrived = new CompletableFuture<>();
    registry.script(
        (asked, out) -> {
          try {
            arrived.complete("whole " + hash(asked.body()));
          } catch (IOException e) {
            arrived.complete("broke off");
          }
          return false;
        });
    for (String length : new String[] {"Content-Length: 1000", "Transfer-Encoding: chunked"}) {
      try (RawClient client = new RawClient(gateway.port())) {
        client.send(
            "PATCH "
                + location
                + " HTTP/1.1\nHost: gateway\n"
                + length
                + "\nAuthorization: "
                + GatewayFixture.basic("bob")
                + "\n\n5\nhello\n");
      }
      assertThat(arrived.get(10, TimeUnit.SECONDS)).isEqualTo("broke off");
    }
  }

  @Test
  void deniedPush_thatExpectsToContinue_sendsNoByteOfItsBody() throws Exception {
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          "PUT /v2/acme/pay/api/manifests/v1 HTTP/1.1\nHost: gateway\nContent-Length: 1000000\n"
              + "Expect: 100-continue\nAuthorization: "
              + GatewayFixture.basic("eve")
              + "\n\n");
      RawClient.Head head = client.head();
      assertThat(head.status()).isEqualTo(403);
      assertThat(client.body(head)).contains("DENIED");
      assertThat(client.isClosed()).isTrue();
    }
    assertThat(registry.asked()).isEmpty();
  }

  @Test
  void allowedPush_thatExpectsToContinue_isToldTo() throws Exception {
    String location = startUpload();
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          "PATCH "
              + location
              + " HTTP/1.1\nHost: gateway\nContent-Length: 5\nExpect: 100-continue\nAuthorization: "
              + GatewayFixture.basic("bob")
              + "\n\n");
      assertThat(client.head().status()).isEqualTo(100);
      client.send("hello");
      assertThat(client.head().status()).isEqualTo(202);
    }
    assertThat(registry.asked().get(1).header("expect")).isEmpty();
  }

  private static Duration patience() {
    return Duration.ofSeconds(20);
  }

  private String startUpload() throws Exception {
    return send(request(UPLOADS).POST(BodyPublishers.noBody()).build())
        .headers()
        .firstValue("Location")
        .orElseThrow();
  }

  private HttpRequest.Builder request(String target) {
    return request(gateway.uri(), target);
  }

  private static HttpRequest.Builder request(URI base, String target) {
    return HttpRequest.newBuilder(base.resolve(target))
        .timeout(patience())
        .header("Authorization", GatewayFixture.basic("bob"));
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(request, BodyHandlers.ofString());
  }

  /** Waits until a count has not moved for a while, and answers it. */
  private static long settled(AtomicLong count) throws InterruptedException {
    long last = -1;
    int still = 0;
    for (int i = 0; i < 400 && still < 15; i++) {
      long now = count.get();
      still = now == last && now > 0 ? still + 1 : 0;
      last = now;
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(still).as("the count settled").isEqualTo(15);
    return last;
  }

  private static void awaitMoreThan(AtomicLong count, long bound) throws InterruptedException {
    for (int i = 0; i < 500 && count.get() <= bound; i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(count.get()).isGreaterThan(bound);
  }

  private static byte[] pattern(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static String hash(InputStream body) throws IOException {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      long count = 0;
      byte[] buffer = new byte[8192];
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        hash.update(buffer, 0, n);
        count += n;
      }
      return count + " " + HexFormat.of().formatHex(hash.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
