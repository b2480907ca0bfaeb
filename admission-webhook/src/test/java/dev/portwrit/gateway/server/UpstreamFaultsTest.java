package dev.portwrit.gateway.server;

import static dev.portwrit.embedded.RegistryClient.bytes;
import static dev.portwrit.embedded.RegistryClient.header;
import static dev.portwrit.embedded.RegistryClient.location;
import static dev.portwrit.embedded.RegistryClient.text;
import static dev.portwrit.embedded.RegistryClient.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.forward.UpstreamTimeouts;
import dev.portwrit.gateway.server.RawUpstream.Asked;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries that are down, slow, cut off, confused or lying. */
class UpstreamFaultsTest {
  private static final Digest CONTENT = Digest.sha256(bytes("content"));
  private static final String BLOB = "/v2/acme/pay/api/blobs/" + CONTENT;
  private static final String UPLOADS = "/v2/acme/pay/api/blobs/uploads/";

  @TempDir Path folder;
  private RawUpstream registry;
  private GatewayFixture gateway;

  @BeforeEach
  void start() throws Exception {
    registry = new RawUpstream(RawUpstream.answering(200, "content"));
    gateway =
        GatewayFixture.before(
            registry.uri(),
            "distribution",
            folder,
            configuration ->
                configuration.with(
                    new Pace(
                        new UpstreamTimeouts(Duration.ofSeconds(2), Duration.ofMillis(700)),
                        Duration.ofMillis(300),
                        0)));
  }

  @AfterEach
  void stop() {
    gateway.close();
    registry.close();
  }

  @Test
  void registry_thatIsDown_is503() throws Exception {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    try (GatewayFixture before =
        GatewayFixture.before(
            URI.create("http://127.0.0.1:" + port),
            Files.createDirectory(folder.resolve("down")))) {
      HttpResponse<byte[]> answer =
          new RegistryClient(before.uri(), "Authorization", GatewayFixture.basic("bob"))
              .send("GET", BLOB);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(header(answer, "Retry-After")).isNotEmpty();
      assertThat(text(answer)).contains("the registry cannot be reached").doesNotContain("java");
    }
  }

  @Test
  void registry_thatNeverAnswers_is503InTime() throws Exception {
    registry.script(
        (asked, out) -> {
          asked.body().readAllBytes();
          return waitForTheOtherSide(asked);
        });
    HttpResponse<byte[]> answer = bob("GET", BLOB);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(text(answer)).contains("took too long");
  }

  @Test
  void registry_thatDoesNotAccept_is503InTime() throws Exception {
    // Nobody accepts, and the queue of the socket is full.
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        GatewayFixture before =
            GatewayFixture.before(
                URI.create("http://127.0.0.1:" + deaf.getLocalPort()),
                "distribution",
                Files.createDirectory(folder.resolve("deaf")),
                configuration ->
                    configuration.with(
                        new Pace(
                            new UpstreamTimeouts(Duration.ofMillis(300), Duration.ofMillis(300)),
                            Duration.ofMillis(300),
                            0)))) {
      RegistryClient bob =
          new RegistryClient(before.uri(), "Authorization", GatewayFixture.basic("bob"));
      assertThat(bob.send("GET", BLOB).statusCode()).isEqualTo(503);
    }
  }

  @Test
  void read_overAConnectionThatWentAway_isTriedOnceMore_andAWriteIsNot() throws Exception {
    AtomicInteger count = new AtomicInteger();
    registry.script(
        (asked, out) -> {
          if (count.incrementAndGet() == 1) {
            return false;
          }
          RawUpstream.write(out, 200, bytes("content"));
          return true;
        });
    assertThat(bob("GET", BLOB).body()).isEqualTo(bytes("content"));
    assertThat(count.get()).isEqualTo(2);
    registry.script(
        (asked, out) -> {
          count.incrementAndGet();
          return false;
        });
    assertThat(bob("POST", UPLOADS).statusCode()).isEqualTo(503);
    assertThat(count.get()).isEqualTo(3);
    assertThat(bob("GET", BLOB).statusCode()).isEqualTo(503);
    assertThat(count.get()).isEqualTo(5);
  }

  @Test
  void answer_thatTakesLongerThanAConnectionMayBeUnused_comesAllTheSame() throws Exception {
    // Within the registry's timeout nothing else may lose its patience.
    registry.script(
        (asked, out) -> {
          pause(Duration.ofMillis(500));
          RawUpstream.write(out, 200, bytes("content"));
          return true;
        });
    assertThat(bob("GET", BLOB).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 599})
  void registry_thatFails_is502AndItsWordsStayInside(int status) throws Exception {
    registry.script(RawUpstream.answering(status, "secret stack trace"));
    HttpResponse<byte[]> answer = bob("GET", BLOB);
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(text(answer)).contains("the registry answered " + status).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 300, 301, 302, 307, 399})
  void registry_thatAnswersWhatDoesNotBelong_is502(int status) throws Exception {
    registry.script(RawUpstream.answering(status, "", "Location", "/elsewhere"));
    assertThat(bob("GET", BLOB).statusCode()).isEqualTo(502);
    assertThat(bob("GET", "/v2/acme/pay/api/manifests/v1").statusCode()).isEqualTo(502);
    assertThat(bob("GET", "/v2/acme/pay/api/tags/list").statusCode()).isEqualTo(502);
  }

  @Test
  void registry_thatSpeaksNoHttp_is503or502() throws Exception {
    registry.script(
        (asked, out) -> {
          out.write(bytes("SSH-2.0-OpenSSH\r\n\r\n"));
          return false;
        });
    assertThat(bob("GET", BLOB).statusCode()).isBetween(502, 503);
  }

  @Test
  void headers_thatAreNotForClients_stayInside() throws Exception {
    registry.script(
        RawUpstream.answering(
            200,
            "content",
            "Set-Cookie",
            "session=1",
            "WWW-Authenticate",
            "Basic realm=x",
            "Server",
            "inside/1.0",
            "X-Internal-Host",
            "db1",
            "Access-Control-Allow-Origin",
            "*",
            "ETag",
            "\"e\"",
            "Docker-Content-Digest",
            CONTENT.value()));
    HttpResponse<byte[]> answer = bob("GET", BLOB);
    assertThat(answer.body()).isEqualTo(bytes("content"));
    assertThat(answer.headers().map().keySet())
        .map(name -> name.toLowerCase(Locale.ROOT))
        .containsExactlyInAnyOrder(
            "content-length",
            "date",
            "docker-content-digest",
            "docker-distribution-api-version",
            "etag");
  }

  @Test
  void request_headersThatAreNotForRegistries_stayInside() throws Exception {
    client()
        .send(
            "GET",
            BLOB + "?ns=docker.io",
            "Cookie",
            "a=b",
            "X-Forwarded-For",
            "1.2.3.4",
            "Range",
            "bytes=0-3",
            "Accept",
            "application/octet-stream",
            "X-Anything",
            "x");
    Asked asked = registry.asked().get(0);
    assertThat(asked.target()).isEqualTo(BLOB);
    assertThat(asked.headers().keySet())
        .containsExactlyInAnyOrder("host", "user-agent", "authorization", "accept", "range");
    assertThat(asked.header("host")).isEqualTo(registry.uri().getAuthority());
    assertThat(asked.header("user-agent")).isEqualTo("portwrit");
  }

  @Test
  void blob_cutInTheMiddle_isCutForTheClientToo() throws Exception {
    registry.script(
        (asked, out) -> {
          out.write(bytes("HTTP/1.1 200 x\r\nContent-Length: 1000000\r\n\r\n"));
          out.write(new byte[400_000]);
          out.flush();
          return false;
        });
    assertThatThrownBy(() -> bob("GET", BLOB)).isInstanceOf(IOException.class);
  }

  @Test
  void blob_inChunksThatBreakOff_hasNoEndForTheClientEither() throws Exception {
    registry.script(
        (asked, out) -> {
          out.write(bytes("HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n"));
          out.write(bytes("5\r\nhello\r\n"));
          out.flush();
          return false;
        });
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(get(BLOB));
      assertThat(client.head().status()).isIn(200, 502);
      String rest = new String(client.in().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(rest).doesNotContain("\r\n0\r\n");
    }
  }

  @Test
  void blob_thatStallsInTheMiddle_isCut() throws Exception {
    registry.script(
        (asked, out) -> {
          out.write(bytes("HTTP/1.1 200 x\r\nContent-Length: 1000000\r\n\r\n"));
          out.write(new byte[400_000]);
          out.flush();
          return waitForTheOtherSide(asked);
        });
    assertThatThrownBy(() -> bob("GET", BLOB)).isInstanceOf(IOException.class);
  }

  @Test
  void answer_cutBeforeTheFirstByteOfItsBody_isNotA200WithoutABody() throws Exception {
    registry.script(
        (asked, out) -> {
          out.write(bytes("HTTP/1.1 200 x\r\nContent-Length: 10\r\n\r\n"));
          out.flush();
          return false;
        });
    assertThat(bob("GET", BLOB).statusCode()).isEqualTo(502);
  }

  @Test
  void manifest_thatIsNotItsDigest_is502() throws Exception {
    HttpResponse<byte[]> answer = bob("GET", "/v2/acme/pay/api/manifests/sha256:" + "0".repeat(64));
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(text(answer)).contains("does not have the digest it says");
  }

  @Test
  void manifest_byTagWithAWrongDigestInTheHeader_is502() throws Exception {
    registry.script(
        RawUpstream.answering(200, "content", "Docker-Content-Digest", "sha256:" + "0".repeat(64)));
    assertThat(bob("GET", "/v2/acme/pay/api/manifests/v1").statusCode()).isEqualTo(502);
  }

  @Test
  void manifest_withoutADigestInTheHeader_getsIts() throws Exception {
    HttpResponse<byte[]> answer = bob("GET", "/v2/acme/pay/api/manifests/v1");
    assertThat(header(answer, "Docker-Content-Digest")).isEqualTo(CONTENT.value());
  }

  @Test
  void manifest_thatIsTooLarge_is502() throws Exception {
    registry.script(
        (asked, out) -> {
          RawUpstream.write(out, 200, new byte[4 * 1024 * 1024 + 1]);
          return false;
        });
    assertThat(bob("GET", "/v2/acme/pay/api/manifests/v1").statusCode()).isEqualTo(502);
  }

  @Test
  void blob_underAnotherDigest_is502() throws Exception {
    registry.script(
        RawUpstream.answering(200, "content", "Docker-Content-Digest", "sha256:" + "0".repeat(64)));
    assertThat(bob("GET", BLOB).statusCode()).isEqualTo(502);
    assertThat(bob("HEAD", BLOB).statusCode()).isEqualTo(502);
  }

  @Test
  void upload_thatTheRegistryStoresUnderAnotherDigest_is502() throws Exception {
    String location = startUpload("/v2/acme/pay/api/blobs/uploads/1");
    registry.script(
        RawUpstream.answering(201, "", "Docker-Content-Digest", "sha256:" + "0".repeat(64)));
    assertThat(put(location).statusCode()).isEqualTo(502);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example/steal",
        "//evil.example/v2/acme/pay/api/../x",
        "/v2/acme/pay/api/blobs/uploads/../../manifests/v1",
        "http://user@127.0.0.1/v2/acme/pay/api/blobs/uploads/1",
        "http://[/",
        "#x",
        ""
      })
  void upload_whoseAddressLeadsElsewhere_is502(String location) throws Exception {
    registry.script(RawUpstream.answering(202, "", "Location", location));
    assertThat(bob("POST", UPLOADS).statusCode()).isEqualTo(502);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/acme/pay/api/blobs/uploads/1?_state=a%2Fb==&x",
        "1?_state=a%2Fb==&x",
        "http://registry.acme.example/v2/acme/pay/api/blobs/uploads/1?_state=a%2Fb==&x"
      })
  void upload_addressOfTheRegistry_isFollowedToTheLetterThere(String location) throws Exception {
    String ours = startUpload(location);
    registry.script(RawUpstream.answering(201, ""));
    assertThat(put(ours).statusCode()).isEqualTo(201);
    assertThat(registry.asked().get(1).target())
        .isEqualTo("/v2/acme/pay/api/blobs/uploads/1?_state=a%2Fb==&x&digest=" + CONTENT);
  }

  @Test
  void upload_thatLies_neverReachesTheRegistryWhole() throws Exception {
    String location = startUpload("/v2/acme/pay/api/blobs/uploads/1");
    var outcome = new CompletableFuture<String>();
    registry.script(
        (asked, out) -> {
          try {
            outcome.complete(new String(asked.body().readAllBytes(), StandardCharsets.UTF_8));
          } catch (IOException e) {
            outcome.complete("broke off");
            return false;
          }
          return true;
        });
    HttpResponse<byte[]> answer =
        client()
            .send(
                "PUT",
                with(location, "digest=" + CONTENT),
                BodyPublishers.ofByteArray(new byte[1 << 22]));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(text(answer)).contains("DIGEST_INVALID");
    assertThat(outcome.get(5, TimeUnit.SECONDS)).isEqualTo("broke off");
  }

  @Test
  void redirect_ofABlobToAStore_isPassedOnWithoutOurCredentials() throws Exception {
    registry.script(
        RawUpstream.answering(307, "", "Location", "https://store.example/b?signature=1"));
    try (RawClient client = new RawClient(gateway.port())) {
      RawClient.Head head = client.send(get(BLOB)).head();
      assertThat(head.status()).isEqualTo(307);
      assertThat(head.header("Location")).isEqualTo("https://store.example/b?signature=1");
    }
  }

  @Test
  void list_thatPagesInItsOwnWay_is502AndNoShortList() throws Exception {
    registry.script(
        RawUpstream.answering(
            200,
            "{\"tags\":[\"a\"]}",
            "Link",
            "</v2/acme/pay/api/tags/list?token=x>; rel=\"next\""));
    assertThat(bob("GET", "/v2/acme/pay/api/tags/list").statusCode()).isEqualTo(502);
    registry.script(
        RawUpstream.answering(
            200,
            "{\"tags\":[\"a\"]}",
            "Link",
            "</v2/acme/pay/web/tags/list?last=a>; rel=\"next\""));
    assertThat(bob("GET", "/v2/acme/pay/api/tags/list").statusCode()).isEqualTo(502);
  }

  @Test
  void catalog_thatIsCut_is503() throws Exception {
    registry.script(RawUpstream.answering(200, "{\"repositories\":[\"acme/pay/api\","));
    assertThat(bob("GET", "/v2/_catalog").statusCode()).isEqualTo(503);
    registry.script(
        RawUpstream.answering(
            200, "{\"repositories\":[]}", "Link", "<http://elsewhere/x>; rel=\"next\""));
    assertThat(bob("GET", "/v2/_catalog").statusCode()).isEqualTo(503);
  }

  @Test
  void registry_thatRefusesAnUploadEarly_isPassedOn() throws Exception {
    String location = startUpload("/v2/acme/pay/api/blobs/uploads/1");
    registry.script(
        (asked, out) -> {
          RawUpstream.write(out, 404, bytes("{\"errors\":[]}"), "Connection", "close");
          return false;
        });
    HttpResponse<byte[]> answer =
        client().send("PATCH", location, BodyPublishers.ofByteArray(new byte[100_000]));
    // What closes with bytes unread resets the connection, and that can be first to arrive.
    assertThat(answer.statusCode()).isIn(404, 502, 503);
  }

  private static void pause(Duration duration) {
    try {
      TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean waitForTheOtherSide(Asked asked) throws IOException {
    // The next byte, or the end, comes only when the gateway has lost its patience.
    return asked.connection().read() >= 0;
  }

  private String startUpload(String location) throws Exception {
    registry.script(RawUpstream.answering(202, "", "Location", location));
    HttpResponse<byte[]> answer = bob("POST", UPLOADS);
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(202);
    return location(answer);
  }

  private HttpResponse<byte[]> put(String location) throws Exception {
    return client()
        .send("PUT", with(location, "digest=" + CONTENT), BodyPublishers.ofString("content"));
  }

  private HttpResponse<byte[]> bob(String method, String target) throws Exception {
    return client().send(method, target);
  }

  private RegistryClient client() {
    return new RegistryClient(gateway.uri(), "Authorization", GatewayFixture.basic("bob"));
  }

  private static String get(String target) {
    return "GET "
        + target
        + " HTTP/1.1\nHost: gateway\nAuthorization: "
        + GatewayFixture.basic("bob")
        + "\n\n";
  }
}
