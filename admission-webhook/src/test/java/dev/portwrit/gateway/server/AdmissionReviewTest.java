package dev.portwrit.gateway.server;

import static dev.portwrit.embedded.RegistryClient.bytes;
import static dev.portwrit.embedded.RegistryClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.reference.Digest;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reviews of a cluster over HTTP. */
class AdmissionReviewTest {
  private static final String IMAGE =
      "registry.example.com/acme/public@" + Digest.sha256(bytes("any")).value();

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
                    configuration
                        .network()
                        .withExternalUrl(URI.create("https://Registry.example.com"))
                        .withAdmin(new ListenAddress("127.0.0.1", 0))));
  }

  @AfterEach
  void stop() {
    gateway.close();
    registry.close();
  }

  @Test
  void review_ofAClusterThatLoggedIn_isAnswered() throws Exception {
    JsonNode allowed = response(ask(as("acme/ci"), review(IMAGE)));
    assertThat(allowed.get("uid").asText()).isEqualTo("b1");
    assertThat(allowed.get("allowed").asBoolean()).isTrue();
    assertThat(allowed.get("auditAnnotations").get("policy").asText()).isEqualTo("0123abcd");
    JsonNode denied = response(ask(as("acme/ci"), review("nginx")));
    assertThat(denied.get("allowed").asBoolean()).isFalse();
    assertThat(denied.get("status").get("message").asText())
        .contains("it does not come from `registry.example.com`");
  }

  @Test
  void review_ofAUser_isDenied() throws Exception {
    assertThat(response(ask(as("ada"), review(IMAGE))).get("allowed").asBoolean()).isFalse();
  }

  @Test
  void review_withoutALogin_isNotAnswered() throws Exception {
    assertThat(ask(new RegistryClient(admin()), review(IMAGE)).statusCode()).isEqualTo(401);
  }

  @Test
  void review_withAToken_isNotAnswered() throws Exception {
    HttpResponse<byte[]> token =
        new RegistryClient(gateway.uri(), "Authorization", GatewayFixture.basic("acme/ci"))
            .send("GET", "/token?service=hub&scope=repository:acme/public:pull");
    String bearer = "Bearer " + new ObjectMapper().readTree(token.body()).get("token").asText();
    RegistryClient client = new RegistryClient(admin(), "Authorization", bearer);
    assertThat(ask(client, review(IMAGE)).statusCode()).isEqualTo(403);
  }

  @Test
  void bodyThatIsNoReview_is400() throws Exception {
    assertThat(ask(as("acme/ci"), "{}").statusCode()).isEqualTo(400);
    assertThat(as("acme/ci").send("GET", "/admission-review").statusCode()).isEqualTo(405);
  }

  private static String review(String image) {
    return """
        {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"b1",\
        "kind":{"group":"","version":"v1","kind":"Pod"},"namespace":"pay","operation":"CREATE",\
        "object":{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"image":"%s"}]}}}}"""
        .formatted(image);
  }

  private static HttpResponse<byte[]> ask(RegistryClient client, String body) throws Exception {
    return client.send("POST", "/admission-review", BodyPublishers.ofString(body));
  }

  private static JsonNode response(HttpResponse<byte[]> answer) throws Exception {
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body()).get("response");
  }

  private RegistryClient as(String user) {
    return new RegistryClient(admin(), "Authorization", GatewayFixture.basic(user));
  }

  private URI admin() {
    return URI.create("http://127.0.0.1:" + gateway.gateway.adminPort().orElseThrow());
  }
}
