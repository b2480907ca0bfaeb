package dev.portwrit.gateway.server;

import static dev.portwrit.embedded.RegistryClient.ANY_MANIFEST;
import static dev.portwrit.embedded.RegistryClient.MANIFEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.embedded.SeenRequest;
import dev.portwrit.embedded.Vice;
import dev.portwrit.reference.Digest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests that were asked for by digest are given again from memory. */
class RememberedManifestsTest {
  @TempDir Path folder;
  private final List<SeenRequest> seen = new CopyOnWriteArrayList<>();

  private EmbeddedRegistry registry;
  private GatewayFixture gateway;
  private String target;

  @BeforeEach
  void start() throws Exception {
    registry = EmbeddedRegistry.start(folder.resolve("registry"));
    registry.observe(seen::add);
    gateway = GatewayFixture.before(registry.url(), folder);
    Digest digest = new RegistryClient(registry.url()).pushImage("acme/pay/api", "main", "layer");
    target = "/v2/acme/pay/api/manifests/" + digest;
  }

  @AfterEach
  void stop() {
    gateway.close();
    registry.close();
  }

  @Test
  void manifestByDigest_isAskedOfTheRegistryOnce() throws Exception {
    HttpResponse<byte[]> first = get("bob", MANIFEST);
    HttpResponse<byte[]> again = get("bob", MANIFEST);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().map().keySet()).isEqualTo(first.headers().map().keySet());
    assertThat(asked()).isEqualTo(1);
  }

  @Test
  void whoMayNotPull_isRefusedWhatIsRemembered() throws Exception {
    get("bob", MANIFEST);
    assertThat(get("eve", MANIFEST).statusCode()).isEqualTo(403);
  }

  @Test
  void clientThatAcceptsSomethingElse_isAnsweredByTheRegistry() throws Exception {
    get("bob", MANIFEST);
    get("bob", ANY_MANIFEST);
    assertThat(asked()).isEqualTo(2);
  }

  @Test
  void deleteThroughTheGateway_isKnownAtOnce() throws Exception {
    get("bob", MANIFEST);
    assertThat(as("ada").send("DELETE", target).statusCode()).isEqualTo(202);
    assertThat(get("bob", MANIFEST).statusCode()).isEqualTo(404);
  }

  @Test
  void whatDoesNotHaveItsDigest_isNotRemembered() throws Exception {
    registry.vices().turnOn(Vice.CORRUPT_CONTENT);
    assertThat(get("bob", MANIFEST).statusCode()).isEqualTo(502);
    registry.vices().turnOff(Vice.CORRUPT_CONTENT);
    assertThat(get("bob", MANIFEST).statusCode()).isEqualTo(200);
  }

  private HttpResponse<byte[]> get(String user, String accept) throws Exception {
    return as(user).send("GET", target, "Accept", accept);
  }

  private RegistryClient as(String user) {
    return new RegistryClient(gateway.uri(), "Authorization", GatewayFixture.basic(user));
  }

  private long asked() {
    return seen.stream().filter(SeenRequest.to("GET", target)).count();
  }
}
