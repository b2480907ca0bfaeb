package dev.portwrit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.neighbour.RegistryKind;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A registry that goes away behind a gateway. */
class RegistryDownIT {
  private static final String MANIFESTS = "/v2/acme/pay/api/manifests/";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void everyRequest_isAnswered503ToComeAgain_andAReleaseIsNeverTakenForAbsent(RegistryKind kind)
      throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      RegistryClient cy = scene.http("cy");
      cy.pushImage("acme/pay/api", "v1", "layer");
      scene.stopRegistry();

      for (int i = 0; i < 20; i++) {
        assertUnavailable(cy.send("GET", MANIFESTS + "v1"));
        assertUnavailable(cy.send("POST", "/v2/acme/pay/api/blobs/uploads/"));
        assertUnavailable(
            cy.send("PUT", MANIFESTS + "v1", "Content-Type", RegistryClient.MANIFEST));
        assertUnavailable(scene.http("ada").send("DELETE", MANIFESTS + "main"));
        // What is held is refused without asking the registry.
        assertThat(scene.http("ada").send("DELETE", MANIFESTS + "v1").statusCode()).isEqualTo(403);
      }
    }
  }

  private static void assertUnavailable(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).as(RegistryClient.text(answer)).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }
}
