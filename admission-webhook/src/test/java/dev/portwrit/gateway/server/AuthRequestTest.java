package dev.portwrit.gateway.server;

import static dev.portwrit.embedded.RegistryClient.bytes;
import static dev.portwrit.embedded.RegistryClient.header;
import static dev.portwrit.embedded.RegistryClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.admission.LedgerState;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.ledger.Settlement;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What another proxy is told that asks before it carries a request out itself. */
class AuthRequestTest {
  private static final String DIGEST = Digest.sha256(bytes("any")).value();
  private static final String API = "/v2/acme/pay/api/";
  private static final String FREE = "/v2/acme/manifests/app/";

  @TempDir Path folder;
  private EmbeddedRegistry registry;
  private GatewayFixture gateway;

  @BeforeEach
  void start() throws Exception {
    registry = EmbeddedRegistry.start(folder.resolve("registry"));
    gateway = before("distribution", folder);
  }

  private GatewayFixture before(String type, Path where) throws Exception {
    return GatewayFixture.before(
        registry.url(),
        type,
        where,
        configuration ->
            configuration.with(
                configuration.network().withAdmin(new ListenAddress("127.0.0.1", 0))));
  }

  @AfterEach
  void stop() {
    gateway.close();
    registry.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/v2/",
    "GET,/v2/acme/pay/api/manifests/v1",
    "HEAD,/v2/acme/pay/api/manifests/v1",
    "GET,/v2/acme/pay/api/tags/list?n=10",
    "POST,/v2/acme/pay/api/blobs/uploads/",
    "PATCH,/v2/acme/pay/api/blobs/uploads/0b1c2d?_state=aGVsbG8_-%3D",
    "DELETE,/v2/acme/pay/api/blobs/uploads/0b1c2d",
    "PUT,/v2/acme/pay/api/manifests/main",
    "DELETE,/v2/acme/manifests/app/manifests/v1",
  })
  void whatTouchesNoProtectedTag_withTheRole_mayGoOn(String method, String target)
      throws Exception {
    HttpResponse<byte[]> answer = ask("bob", method, target);
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    assertThat(header(answer, "Portwrit-Subject")).isEqualTo("user:bob");
  }

  @Test
  void whatNamesItsContent_withTheRole_mayGoOn() throws Exception {
    assertAllowed("PUT", API + "manifests/" + DIGEST);
    assertAllowed("GET", API + "blobs/" + DIGEST);
    assertAllowed("HEAD", API + "blobs/" + DIGEST);
    assertAllowed("PUT", API + "blobs/uploads/0b1c?_state=YWI=&digest=" + DIGEST);
    assertAllowed("PUT", API + "blobs/uploads/0b1c?digest=" + DIGEST.replace(":", "%3A"));
    assertAllowed("DELETE", FREE + "manifests/" + DIGEST);
    assertAllowed("DELETE", FREE + "blobs/" + DIGEST);
  }

  @Test
  void pushOfAProtectedTag_isRefusedWhateverItsContentIs() throws Exception {
    JsonNode error = refused(403, "bob", "PUT", API + "manifests/v1");
    assertThat(error.get("code").asText()).isEqualTo("DENIED");
    assertThat(error.get("message").asText())
        .contains("`acme/pay/api:v1` is protected", "protection acme/releases", "gateway itself");
    assertThat(error.get("detail").get("rule").asText())
        .isEqualTo("protection acme/releases (immutable)");
    refused(403, "bob", "PUT", API + "manifests/" + DIGEST + "?tag=main&tag=v1");
  }

  @Test
  void deletesInARepositoryThatAProtectionReaches_areRefused() throws Exception {
    refused(403, "ada", "DELETE", API + "manifests/v1");
    refused(403, "ada", "DELETE", API + "manifests/" + DIGEST);
    refused(403, "ada", "DELETE", API + "blobs/" + DIGEST);
    assertAllowed("ada", "DELETE", API + "manifests/main");
  }

  @Test
  void tagOfTheLedger_thatNothingProtectsAnyMore_isRefused() throws Exception {
    gateway.ledger.settle(
        new RepositoryName("acme/manifests/app"),
        List.of(
            new Settlement(
                new Tag("old"),
                new LedgerState.Held(Digest.sha256(bytes("held"))),
                Optional.empty(),
                Instant.EPOCH)),
        Map.of());
    refused(403, "bob", "PUT", FREE + "manifests/old");
    refused(403, "bob", "DELETE", FREE + "manifests/old");
    refused(403, "bob", "DELETE", FREE + "manifests/" + DIGEST);
    assertAllowed("PUT", FREE + "manifests/new");
  }

  @Test
  void whoHasNoRole_isToldAsTheGatewayTells() throws Exception {
    assertThat(refused(403, "eve", "GET", API + "manifests/main").get("message").asText())
        .contains("`user:eve` may not pull from `acme/pay/api`");
    refused(403, "cy", "PUT", API + "manifests/main");
    refused(404, "eve", "HEAD", API + "blobs/" + DIGEST);
    refused(403, "zoe", "GET", "/v2/other/site/manifests/main");
  }

  @Test
  void nobody_isChallengedForTheScope() throws Exception {
    HttpResponse<byte[]> answer = ask(nobody(), "GET", API + "manifests/main");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(header(answer, "WWW-Authenticate"))
        .startsWith("Bearer realm=\"http://127.0.0.1:")
        .contains("scope=\"repository:acme/pay/api:pull\"");
  }

  @Test
  void wrongPassword_isChallenged() throws Exception {
    RegistryClient wrong = new RegistryClient(admin(gateway), "Authorization", "Basic Ym9iOm5v");
    assertThat(ask(wrong, "GET", "/v2/").statusCode()).isEqualTo(401);
  }

  @Test
  void mount_passesOnlyFromWhereTheCallerMayPull() throws Exception {
    String mount = API + "blobs/uploads/?mount=" + DIGEST;
    assertAllowed("POST", mount + "&from=acme/pay/web");
    refused(403, "bob", "POST", mount + "&from=acme/base");
    refused(403, "bob", "POST", mount);
  }

  @Test
  void registryThatMountsAndProbesWithoutLookingWhere_isNotAskedTo() throws Exception {
    try (GatewayFixture zot =
        before("zot", java.nio.file.Files.createDirectory(folder.resolve("z")))) {
      RegistryClient bob =
          new RegistryClient(admin(zot), "Authorization", GatewayFixture.basic("bob"));
      String blob = API + "blobs/" + DIGEST;
      assertThat(ask(bob, "HEAD", blob).statusCode()).isEqualTo(403);
      assertThat(ask(bob, "GET", blob).statusCode()).isEqualTo(200);
      assertThat(ask(bob, "GET", blob, "Range", "bytes=0-1").statusCode()).isEqualTo(403);
      String mount = API + "blobs/uploads/?mount=" + DIGEST + "&from=acme/pay/web";
      assertThat(ask(bob, "POST", mount).statusCode()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/_catalog", "/token", "/token?service=hub"})
  void whatTheGatewayAnswersItself_doesNotGoOn(String target) throws Exception {
    refused(403, "ada", "GET", target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/acme/pay/%61pi/manifests/main",
        "/v2/acme/pay/api/manifests/%6dain",
        "/v2/acme/lab/../pay/api/manifests/main",
        "/v2//acme/pay/api/manifests/main",
        "/v2/acme/pay/api/manifests/main?tag=v1;tag=v2",
        "/v2/acme/pay/api/manifests/main?_state=YQ==",
        "/v2/acme/pay/api/blobs/uploads/1?_state=YQ==&_state=Yg==",
        "/v2/acme/pay/api/blobs/uploads/1?_state=YQ==&other=1",
        "/v2/acme/pay/api/blobs/uploads/1?_state=Y%51",
        "/metrics",
        "*",
      })
  void whatTheRegistryMightReadOtherwise_isRefused(String target) throws Exception {
    for (String method : new String[] {"PUT", "PATCH"}) {
      assertThat(ask("ada", method, target).statusCode()).as(method).isEqualTo(403);
    }
  }

  @Test
  void questionThatIsNone_isRefused() throws Exception {
    RegistryClient ada = as("ada");
    assertThat(ada.send("GET", "/auth-request").statusCode()).isEqualTo(403);
    assertThat(ada.send("GET", "/auth-request", "X-Original-Method", "GET").statusCode())
        .isEqualTo(403);
    assertThat(ask(ada, "GET", "/v2/", "X-Original-URI", "/v2/acme/site/tags/list").statusCode())
        .isEqualTo(403);
    assertThat(ask(ada, "GET", "/v2/", "X-HTTP-Method-Override", "PUT").statusCode())
        .isEqualTo(403);
    assertThat(ada.send("POST", "/auth-request").statusCode()).isEqualTo(405);
  }

  @Test
  void decisions_areInTheLog() throws Exception {
    ask("bob", "PUT", API + "manifests/main");
    ask("bob", "PUT", API + "manifests/v1");
    assertThat(gateway.logged())
        .contains("\"tags\":[\"main\"],\"decision\":\"allow\"")
        .contains("\"tags\":[\"v1\"],\"decision\":\"deny\"");
  }

  private void assertAllowed(String method, String target) throws Exception {
    assertAllowed("bob", method, target);
  }

  private void assertAllowed(String user, String method, String target) throws Exception {
    HttpResponse<byte[]> answer = ask(user, method, target);
    assertThat(answer.statusCode()).as(method + " " + target + text(answer)).isEqualTo(200);
  }

  /** The error with which a request is refused, by the header that nginx can read. */
  private JsonNode refused(int status, String user, String method, String target) throws Exception {
    HttpResponse<byte[]> answer = ask(user, method, target);
    assertThat(answer.statusCode()).as(method + " " + target).isEqualTo(403);
    assertThat(header(answer, "Portwrit-Status")).isEqualTo(Integer.toString(status));
    return new ObjectMapper().readTree(header(answer, "Portwrit-Error")).get("errors").get(0);
  }

  private HttpResponse<byte[]> ask(String user, String method, String target) throws Exception {
    return ask(as(user), method, target);
  }

  private static HttpResponse<byte[]> ask(
      RegistryClient client, String method, String target, String... more) throws Exception {
    String[] headers = new String[more.length + 4];
    headers[0] = "X-Original-Method";
    headers[1] = method;
    headers[2] = "X-Original-URI";
    headers[3] = target;
    System.arraycopy(more, 0, headers, 4, more.length);
    return client.send("GET", "/auth-request", headers);
  }

  private RegistryClient as(String user) {
    return new RegistryClient(admin(gateway), "Authorization", GatewayFixture.basic(user));
  }

  private RegistryClient nobody() {
    return new RegistryClient(admin(gateway));
  }

  private static URI admin(GatewayFixture gateway) {
    return URI.create("http://127.0.0.1:" + gateway.gateway.adminPort().orElseThrow());
  }
}
