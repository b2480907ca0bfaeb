package dev.portwrit.gateway.server;

import static dev.portwrit.embedded.RegistryClient.MANIFEST;
import static dev.portwrit.embedded.RegistryClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.embedded.Vice;
import dev.portwrit.gateway.forward.UpstreamTimeouts;
import dev.portwrit.gateway.identity.TokenKeySource;
import dev.portwrit.reference.Digest;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.SourceEnvironment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole gateway, ledger and all, before a registry that fails or lies, over real HTTP. */
class RegistryFaultsTest {
  private static final String POLICY =
      """
      organization: acme
      owners: [bob]
      ---
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      ---
      registry: hub
      type: distribution
      url: %1$s
      repositories: ["acme/**"]
      ---
      registry: other
      type: distribution
      url: %1$s
      repositories: ["acme/**"]
      """;

  private static final String MANIFESTS = "/v2/acme/api/manifests/";

  @TempDir Path folder;
  private final MovedClock clock = new MovedClock();
  private EmbeddedRegistry registry;
  private PolicySource source;
  private GatewayService gateway;
  private RegistryClient bob;

  @BeforeEach
  void start() throws Exception {
    registry = EmbeddedRegistry.start(folder.resolve("registry"));
    Path policies = Files.createDirectory(folder.resolve("policies"));
    Files.writeString(policies.resolve("portwrit.yaml"), "version: 1\n");
    Files.writeString(policies.resolve("acme.yaml"), POLICY.formatted(registry.url()));
    String hash = BCrypt.withDefaults().hashToString(4, "bob-pw".toCharArray());
    Files.writeString(folder.resolve("users"), "bob:" + hash + "\n");
    source = PolicySource.open(policies.toString(), folder, SourceEnvironment.ofProcess());
    gateway = gateway("hub");
    bob = client(gateway, GatewayFixture.basic("bob"));
  }

  @AfterEach
  void stop() {
    registry.vices().turnAllOff();
    gateway.close();
    source.close();
    registry.close();
  }

  private GatewayService gateway(String name) throws Exception {
    return GatewayService.start(
        source,
        new GatewaySettings(
            name,
            Network.of(new ListenAddress("127.0.0.1", 0)),
            new StateFiles(
                folder.resolve("users"),
                Files.createDirectories(folder.resolve(name)).resolve("ledger"),
                Optional.of(new TokenKeySource.Given("k1 " + "A".repeat(43) + "\n")),
                Optional.empty()),
            Following.DEFAULT,
            new Pace(
                new UpstreamTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(1)),
                Duration.ofMillis(300),
                0),
            Map.of(),
            folder),
        clock);
  }

  /** Whatever the registry does to a push: no 201 without the tag, and no second digest, ever. */
  @ParameterizedTest
  @EnumSource(
      value = Vice.class,
      names = {
        "WRONG_CONTENT_DIGEST",
        "CORRUPT_CONTENT",
        "HEAD_ANSWERS_OTHER_DIGEST",
        "SERVER_ERROR",
        "UNAVAILABLE",
        "TOO_MANY_REQUESTS",
        "UNAUTHORIZED",
        "HANGS",
        "CLOSES_CONNECTION",
        "LOSES_ANSWER",
        "DISCARDS_MANIFEST",
        "DISCARDS_TAG",
        "FORGETS_TAGS"
      })
  void pushOfARelease_beforeARegistryThatFails_isNotCreatedUnlessItIsThere(Vice vice)
      throws Exception {
    byte[] first = bob.manifest("acme/api", "first");
    byte[] second = bob.manifest("acme/api", "second");

    registry.vices().turnOn(vice);
    HttpResponse<byte[]> pushed = bob.pushManifest("acme/api", "v1", MANIFEST, first);
    registry.vices().turnAllOff();

    Optional<Digest> there = behind("v1");
    if (pushed.statusCode() == 201) {
      assertThat(there).contains(Digest.sha256(first));
    } else {
      assertThat(pushed.statusCode()).as(text(pushed)).isIn(429, 502, 503);
      assertThat(text(pushed)).contains("\"errors\"").doesNotContain("Exception", "\tat ");
    }
    HttpResponse<byte[]> other = bob.pushManifest("acme/api", "v1", MANIFEST, second);
    if (there.isPresent()) {
      assertThat(other.statusCode()).as(text(other)).isIn(403, 503);
      assertThat(behind("v1")).isEqualTo(there);
      assertThat(bob.pushManifest("acme/api", "v1", MANIFEST, first).statusCode()).isEqualTo(201);
    } else {
      // A write that may still take effect keeps others out until that is known.
      assertThat(other.statusCode()).as(text(other)).isIn(201, 503);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Vice.class,
      names = {"SERVER_ERROR", "UNAVAILABLE", "UNAUTHORIZED", "HANGS", "CLOSES_CONNECTION"})
  void everyRequest_beforeARegistryThatFails_is502Or503WithAReason(Vice vice) throws Exception {
    bob.pushImage("acme/api", "v1", "layer");
    registry.vices().turnOn(vice);
    String digest = Digest.sha256(bytes("layer")).value();
    for (String request :
        new String[] {
          "GET " + MANIFESTS + "v1",
          "HEAD " + MANIFESTS + "v1",
          "DELETE " + MANIFESTS + "main",
          "GET /v2/acme/api/blobs/" + digest,
          "HEAD /v2/acme/api/blobs/" + digest,
          "POST /v2/acme/api/blobs/uploads/",
          "GET /v2/acme/api/tags/list",
          "GET /v2/_catalog"
        }) {
      String[] words = request.split(" ", -1);
      HttpResponse<byte[]> answer = bob.send(words[0], words[1]);
      assertThat(answer.statusCode()).as(request + text(answer)).isIn(502, 503);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
      if (!words[0].equals("HEAD")) {
        assertThat(text(answer)).contains("\"code\":\"UNAVAILABLE\"", "\"message\":\"");
      }
    }
  }

  @Test
  void blobThatIsCut_isABrokenTransferAndNoShortSuccess() throws Exception {
    Digest blob = bob.pushBlob("acme/api", new byte[300_000]);
    registry.vices().turnOn(Vice.CUTS_BLOB);
    assertThatThrownBy(() -> bob.send("GET", "/v2/acme/api/blobs/" + blob))
        .isInstanceOf(IOException.class);
  }

  @Test
  void manifestThatIsCorrupted_is502() throws Exception {
    Digest digest = bob.pushImage("acme/api", "v1", "layer");
    registry.vices().turnOn(Vice.CORRUPT_CONTENT);
    for (String reference : new String[] {"v1", digest.value()}) {
      assertThat(bob.send("GET", MANIFESTS + reference).statusCode()).isEqualTo(502);
    }
  }

  @Test
  void headOfAManifest_byDigest_thatAnswersAnother_is502() throws Exception {
    Digest digest = bob.pushImage("acme/api", "v1", "layer");
    registry.vices().turnOn(Vice.HEAD_ANSWERS_OTHER_DIGEST);
    assertThat(bob.send("HEAD", MANIFESTS + digest).statusCode()).isEqualTo(502);
  }

  @Test
  void token_thatExpired_is401AndANewOneWorks() throws Exception {
    RegistryClient old = client(gateway, "Bearer " + token(bob, "hub"));
    assertThat(old.send("GET", "/v2/acme/api/tags/list").statusCode()).isEqualTo(404);
    clock.move(Duration.ofMinutes(6));
    HttpResponse<byte[]> answer = old.send("GET", "/v2/acme/api/tags/list");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(RegistryClient.header(answer, "WWW-Authenticate"))
        .contains("error=\"invalid_token\"", "scope=\"repository:acme/api:pull\"");
    assertThat(text(answer)).contains("UNAUTHORIZED");
    assertThat(
            client(gateway, "Bearer " + token(bob, "hub"))
                .send("GET", "/v2/acme/api/tags/list")
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void token_ofAnotherRegistryWithTheSameKey_is401() throws Exception {
    try (GatewayService other = gateway("other")) {
      RegistryClient there = client(other, GatewayFixture.basic("bob"));
      String token = token(there, "other");
      assertThat(client(other, "Bearer " + token).send("GET", "/v2/").statusCode()).isEqualTo(200);
      HttpResponse<byte[]> answer = client(gateway, "Bearer " + token).send("GET", "/v2/");
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(RegistryClient.header(answer, "WWW-Authenticate")).contains("invalid_token");
    }
  }

  private static String token(RegistryClient client, String service) throws Exception {
    HttpResponse<byte[]> answer =
        client.send("GET", "/token?service=" + service + "&scope=repository:acme/api:pull,push");
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body()).path("token").asText();
  }

  private Optional<Digest> behind(String tag) throws Exception {
    HttpResponse<byte[]> answer =
        new RegistryClient(registry.url())
            .send("GET", MANIFESTS + tag, "Accept", RegistryClient.ANY_MANIFEST);
    return answer.statusCode() == 200
        ? Optional.of(Digest.sha256(answer.body()))
        : Optional.empty();
  }

  private static RegistryClient client(GatewayService gateway, String authorization) {
    return new RegistryClient(
        URI.create("http://127.0.0.1:" + gateway.port()), "Authorization", authorization);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
