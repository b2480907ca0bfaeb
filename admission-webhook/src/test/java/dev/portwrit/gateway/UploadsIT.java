package dev.portwrit.gateway;

import static dev.portwrit.embedded.RegistryClient.MANIFEST;
import static dev.portwrit.embedded.RegistryClient.bytes;
import static dev.portwrit.embedded.RegistryClient.location;
import static dev.portwrit.embedded.RegistryClient.text;
import static dev.portwrit.embedded.RegistryClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.reference.Digest;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way to bring a blob, before each registry; mounting reads nothing for a stranger. */
class UploadsIT {
  private static final String API = "acme/pay/api";
  private static final String UPLOADS = "/v2/acme/pay/api/blobs/uploads/";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void mount_fromWhereTheCallerMayPull_bringsTheBlob(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      RegistryClient cy = scene.http("cy");
      Digest blob = cy.pushBlob("acme/pay/base", bytes("layer"));

      HttpResponse<byte[]> answer =
          cy.send("POST", UPLOADS + "?mount=" + blob + "&from=acme/pay/base");

      if (kind == RegistryKind.ZOT) {
        // It mounts from anywhere, so the gateway does not ask it to: the client uploads.
        assertThat(answer.statusCode()).isEqualTo(202);
        return;
      }
      assertThat(answer.statusCode()).isEqualTo(201);
      assertThat(text(cy.send("GET", "/v2/" + API + "/blobs/" + blob))).isEqualTo("layer");
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void mount_fromWhereTheCallerMayNotPull_isAnUpload(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      Digest secret = scene.http("ada").pushBlob("acme/secret", bytes("secret"));
      scene.http("ada").pushImage("acme/secret", "main", "secret");

      HttpResponse<byte[]> answer =
          scene.http("cy").send("POST", UPLOADS + "?mount=" + secret + "&from=acme/secret");

      assertThat(answer.statusCode()).isEqualTo(202);
      String blob = "/v2/" + API + "/blobs/" + secret;
      assertThat(scene.http("cy").send("GET", blob).statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void uploads_ofEveryKind_bringTheBlob(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      RegistryClient cy = scene.http("cy");
      byte[] content = bytes("content ".repeat(50_000));
      Digest digest = Digest.sha256(content);

      HttpResponse<byte[]> whole =
          cy.send(
              "POST",
              UPLOADS + "?digest=" + Digest.sha256(bytes("whole")),
              BodyPublishers.ofString("whole"));
      String upload = location(cy.send("POST", UPLOADS));
      HttpResponse<byte[]> streamed =
          cy.send(
              "PATCH",
              upload,
              BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content)));
      HttpResponse<byte[]> closed = cy.send("PUT", with(location(streamed), "digest=" + digest));

      // Distribution begins an upload instead, as the specification lets it.
      boolean atOnce = kind == RegistryKind.EMBEDDED || kind == RegistryKind.ZOT;
      assertThat(whole.statusCode()).isEqualTo(atOnce ? 201 : 202);
      assertThat(upload).doesNotContain(scene.upstreamAddress());
      assertThat(streamed.statusCode()).isEqualTo(202);
      assertThat(closed.statusCode()).isEqualTo(201);
      assertThat(scene.behind().send("GET", "/v2/" + API + "/blobs/" + digest).body())
          .isEqualTo(content);
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void upload_cancelled_isGone(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      RegistryClient cy = scene.http("cy");
      String upload = location(cy.send("POST", UPLOADS));

      assertThat(cy.send("DELETE", upload).statusCode()).isEqualTo(204);
      assertThat(cy.send("GET", upload).statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void digestThatDoesNotMatch_isRefused(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      RegistryClient cy = scene.http("cy");
      byte[] manifest = cy.manifest(API, "content");
      Digest lie = Digest.sha256(bytes("lie"));

      HttpResponse<byte[]> byPath = cy.pushManifest(API, lie.value(), MANIFEST, manifest);
      String upload = location(cy.send("POST", UPLOADS));
      HttpResponse<byte[]> blob =
          cy.send("PUT", with(upload, "digest=" + lie), BodyPublishers.ofString("truth"));

      assertThat(byPath.statusCode()).isEqualTo(400);
      assertThat(text(byPath)).contains("DIGEST_INVALID");
      assertThat(blob.statusCode()).isEqualTo(400);
      assertThat(scene.behind(API, lie.value())).isEmpty();
    }
  }
}
