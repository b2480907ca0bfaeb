package dev.portwrit.gateway.server;

import static dev.portwrit.embedded.RegistryClient.bytes;
import static dev.portwrit.embedded.RegistryClient.header;
import static dev.portwrit.embedded.RegistryClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.reference.Digest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminPortTest {
  private static final String DIGEST = Digest.sha256(bytes("another")).value();

  @TempDir Path folder;
  private EmbeddedRegistry registry;
  private GatewayFixture gateway;

  @BeforeEach
  void start() throws Exception {
    registry = EmbeddedRegistry.start(folder.resolve("registry"));
    gateway =
        GatewayFixture.before(
            registry.url(),
            "distribution",
            folder,
            configuration ->
                configuration.with(
                    configuration.network().withAdmin(new ListenAddress("127.0.0.1", 0))));
  }

  @AfterEach
  void stop() {
    gateway.close();
    registry.close();
  }

  @Test
  void healthAndReadinessAndMetrics_onTheLoopback_needNoLogin() throws Exception {
    assertThat(text(nobody().send("GET", "/healthz"))).isEqualTo("ok\n");
    assertThat(text(nobody().send("GET", "/readyz"))).isEqualTo("ready\npolicy 0123abcd\n");
    assertThat(text(nobody().send("GET", "/metrics"))).contains("portwrit_requests_total");
    assertThat(nobody().send("GET", "/v2/").statusCode()).isEqualTo(404);
    assertThat(nobody().send("POST", "/healthz").statusCode()).isEqualTo(405);
    assertThat(nobody().send("GET", "/admit").statusCode()).isEqualTo(405);
  }

  @Test
  void adminAddresses_onTheClientsPort_areNotThere() throws Exception {
    RegistryClient ada =
        new RegistryClient(gateway.uri(), "Authorization", GatewayFixture.basic("ada"));
    for (String path : new String[] {"/healthz", "/readyz", "/metrics", "/admit"}) {
      assertThat(ada.send("GET", path).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void admit_withoutALogin_is401() throws Exception {
    HttpResponse<byte[]> answer = ask(nobody(), question("v1", ""));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(header(answer, "WWW-Authenticate")).startsWith("Basic ");
  }

  @Test
  void admit_ofAnAbsentTag_isAllowed() throws Exception {
    JsonNode answer = answer(ask(as("bob"), question("v1", "")));
    assertThat(answer.get("decision").asText()).isEqualTo("allow");
    assertThat(answer.get("tag").asText()).isEqualTo("v1");
  }

  @Test
  void admit_withoutATag_isOfLatest() throws Exception {
    String body = "{\"repository\":\"acme/pay/api\",\"digest\":\"" + DIGEST + "\"}";
    assertThat(answer(ask(as("bob"), body)).get("tag").asText()).isEqualTo("latest");
  }

  @Test
  void admit_ofAProtectedTagWithAnotherDigest_isDeniedAsThePushWouldBe() throws Exception {
    new RegistryClient(registry.url()).pushImage("acme/pay/api", "v1", "layer");
    JsonNode answer = answer(ask(as("bob"), question("v1", "")));
    assertThat(answer.get("decision").asText()).isEqualTo("deny");
    assertThat(answer.get("rule").asText()).isEqualTo("protection acme/releases (immutable)");
    assertThat(answer.get("file").asText()).isEqualTo("acme.yaml");
    assertThat(answer.get("line").asInt()).isPositive();
    assertThat(answer.get("waysOut")).isNotEmpty();
  }

  @Test
  void admit_withoutTheRole_isDenied() throws Exception {
    JsonNode answer = answer(ask(as("eve"), question("v1", "")));
    assertThat(answer.get("decision").asText()).isEqualTo("deny");
    assertThat(answer.get("subject").asText()).isEqualTo("user:eve");
  }

  @Test
  void admit_whereTheRegistryCannotBeAsked_isIndeterminate() throws Exception {
    registry.close();
    JsonNode answer = answer(ask(as("bob"), question("v1", "")));
    assertThat(answer.get("decision").asText()).isEqualTo("indeterminate");
    assertThat(answer.get("message").asText()).isNotEmpty();
  }

  @Test
  void admit_forSomebodyElse_needsAdminister() throws Exception {
    String body = question("v1", ",\"subject\":\"user:cy\"");
    assertThat(ask(as("bob"), body).statusCode()).isEqualTo(403);
    JsonNode answer = answer(ask(as("ada"), body));
    assertThat(answer.get("decision").asText()).isEqualTo("deny");
    assertThat(answer.get("subject").asText()).isEqualTo("user:cy");
    assertThat(answer(ask(as("bob"), question("v1", ",\"subject\":\"user:bob\""))).get("decision"))
        .isNotNull();
  }

  @Test
  void admit_withAToken_needsOneThatReaches() throws Exception {
    RegistryClient reaching = withToken("repository:acme/pay/api:pull,push");
    assertThat(answer(ask(reaching, question("v1", ""))).get("decision").asText())
        .isEqualTo("allow");
    RegistryClient narrow = withToken("repository:acme/pay/api:pull");
    assertThat(ask(narrow, question("v1", "")).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"repository\":\"acme/pay/api\"}",
        "{\"repository\":\"acme/pay/api\",\"digest\":\"sha256:00\"}",
        "{\"repository\":\"Acme\",\"digest\":\"D\"}",
        "{\"repository\":\"acme/pay/api\",\"digest\":\"D\",\"tag\":1}",
        "{\"repository\":\"acme/pay/api\",\"digest\":\"D\",\"tag\":\"-\"}",
        "{\"repository\":\"acme/pay/api\",\"digest\":\"D\",\"subject\":\"ada\"}",
        "{\"repository\":\"acme/pay/api\",\"digest\":\"D\",\"x\":1}",
        "{\"repository\":\"acme/pay/api\",\"digest\":\"D\",\"digest\":\"D\"}",
        "{\"repository\":\"acme/pay/api\",\"digest\":\"D\"} x"
      })
  void admit_ofWhatIsNoQuestion_is400(String body) throws Exception {
    assertThat(ask(as("bob"), body.replace("\"D\"", "\"" + DIGEST + "\"")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void adminPort_offTheLoopback_isTlsAndNeedsALoginForAllButHealth() throws Exception {
    TestCertificate certificate = TestCertificate.in(folder);
    try (GatewayFixture open =
        GatewayFixture.before(
            registry.url(),
            "distribution",
            Files.createDirectory(folder.resolve("open")),
            configuration ->
                configuration.with(
                    configuration
                        .network()
                        .withTls(certificate.files())
                        .withAdmin(new ListenAddress("0.0.0.0", 0))))) {
      HttpClient client = HttpClient.newBuilder().sslContext(certificate.trust()).build();
      URI base = URI.create("https://127.0.0.1:" + open.gateway.adminPort().getAsInt());
      assertThat(status(client, base.resolve("/healthz"), "")).isEqualTo(200);
      for (String path : new String[] {"/readyz", "/metrics"}) {
        assertThat(status(client, base.resolve(path), "")).isEqualTo(401);
        assertThat(status(client, base.resolve(path), GatewayFixture.basic("eve"))).isEqualTo(200);
      }
    }
  }

  private static int status(HttpClient client, URI uri, String authorization) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return client.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private RegistryClient withToken(String scope) throws Exception {
    HttpResponse<byte[]> answer =
        new RegistryClient(gateway.uri(), "Authorization", GatewayFixture.basic("bob"))
            .send("GET", "/token?service=hub&scope=" + scope);
    String token = new ObjectMapper().readTree(answer.body()).get("token").asText();
    return new RegistryClient(admin(), "Authorization", "Bearer " + token);
  }

  private static String question(String tag, String more) {
    return "{\"repository\":\"acme/pay/api\",\"tag\":\"%s\",\"digest\":\"%s\"%s}"
        .formatted(tag, DIGEST, more);
  }

  private static HttpResponse<byte[]> ask(RegistryClient client, String body) throws Exception {
    return client.send("POST", "/admit", BodyPublishers.ofString(body));
  }

  private static JsonNode answer(HttpResponse<byte[]> answer) throws Exception {
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  private RegistryClient as(String user) {
    return new RegistryClient(admin(), "Authorization", GatewayFixture.basic(user));
  }

  private RegistryClient nobody() {
    return new RegistryClient(admin());
  }

  private URI admin() {
    return URI.create("http://127.0.0.1:" + gateway.gateway.adminPort().orElseThrow());
  }
}
