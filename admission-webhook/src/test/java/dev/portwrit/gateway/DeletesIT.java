package dev.portwrit.gateway;

import static dev.portwrit.embedded.RegistryClient.INDEX;
import static dev.portwrit.embedded.RegistryClient.MANIFEST;
import static dev.portwrit.embedded.RegistryClient.bytes;
import static dev.portwrit.embedded.RegistryClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.reference.Digest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every way to delete what a tag needs, before each registry: the tag, its manifest, a child of its
 * index, its layers. What a protected tag is made of stays, and the rest can go.
 */
class DeletesIT {
  private static final String API = "acme/pay/api";
  private static final String MANIFESTS = "/v2/acme/pay/api/manifests/";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void deleteByTag_ofProtectedTag_isDenied(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      Digest released = scene.http("cy").pushImage(API, "v1", "released");

      assertDenied(scene.http("ada").send("DELETE", MANIFESTS + "v1"));

      assertThat(scene.behind(API, "v1")).contains(released);
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void deleteByTag_ofAnother_isUpToTheRegistry(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      scene.http("cy").pushImage(API, "main", "image");

      HttpResponse<byte[]> answer = scene.http("ada").send("DELETE", MANIFESTS + "main");

      // Distribution 2.8 takes the tag for a digest and refuses it.
      assertThat(answer.statusCode()).isEqualTo(kind == RegistryKind.DEBIAN ? 400 : 202);
      assertThat(scene.behind(API, "main").isPresent()).isEqualTo(kind == RegistryKind.DEBIAN);
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void deleteByDigest_ofWhatAProtectedTagPointsAt_isDenied(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      Digest released = scene.http("cy").pushImage(API, "v1", "released");
      scene.http("cy").pushImage(API, "main", "released");

      assertDenied(scene.http("ada").send("DELETE", MANIFESTS + released));

      assertThat(scene.behind(API, "v1")).contains(released);
      assertThat(scene.behind(API, "main")).contains(released);
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void deleteByDigest_ofAnother_isDone(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      scene.http("cy").pushImage(API, "v1", "released");
      Digest other = scene.http("cy").pushImage(API, "main", "other");

      HttpResponse<byte[]> byMember = scene.http("cy").send("DELETE", MANIFESTS + other);
      HttpResponse<byte[]> byOwner = scene.http("ada").send("DELETE", MANIFESTS + other);

      assertDenied(byMember);
      assertThat(byOwner.statusCode()).isEqualTo(202);
      assertThat(scene.behind(API, "main")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void deleteOfBlob_ofProtectedTag_isDenied(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      scene.http("cy").pushImage(API, "v1", "released");
      String blobs = "/v2/" + API + "/blobs/";
      Digest loose = scene.http("cy").pushBlob(API, bytes("in no image"));

      assertDenied(scene.http("ada").send("DELETE", blobs + Digest.sha256(bytes("released"))));
      assertDenied(scene.http("ada").send("DELETE", blobs + Digest.sha256(bytes("{}"))));
      HttpResponse<byte[]> deleted = scene.http("ada").send("DELETE", blobs + loose);

      assertThat(deleted.statusCode()).isEqualTo(202);
      String layer = blobs + Digest.sha256(bytes("released"));
      assertThat(scene.http("eve").send("GET", layer).statusCode()).isEqualTo(200);
    }
  }

  /** A zot forgets what the last tag is moved away from. */
  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void pushThatMovesTheLastTag_ofAChildOfAProtectedIndex_leavesTheChild(RegistryKind kind)
      throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      RegistryClient cy = scene.http("cy");
      Digest child = taggedChildOfProtectedIndex(cy);
      byte[] other = cy.manifest(API, "other");

      HttpResponse<byte[]> moved = cy.pushManifest(API, "amd64", MANIFEST, other);

      if (kind == RegistryKind.ZOT) {
        assertDenied(moved);
        assertThat(text(moved)).contains(API + ":v1", child.value());
      } else {
        assertThat(moved.statusCode()).isEqualTo(201);
      }
      assertThat(scene.behind(API, child.value())).contains(child);
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void deleteOfTheLastTag_ofAChildOfAProtectedIndex_leavesTheChild(RegistryKind kind)
      throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      Digest child = taggedChildOfProtectedIndex(scene.http("cy"));

      HttpResponse<byte[]> deleted = scene.http("ada").send("DELETE", MANIFESTS + "amd64");

      assertThat(deleted.statusCode()).isEqualTo(kind == RegistryKind.DEBIAN ? 400 : 202);
      assertThat(scene.behind(API, child.value())).contains(child);
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void pushThatMovesATag_offWhatAProtectedTagIs_isDone(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      Digest released = scene.http("cy").pushImage(API, "v1", "released");
      scene.http("cy").pushImage(API, "main", "released");

      Digest next = scene.http("cy").pushImage(API, "main", "next");

      assertThat(scene.behind(API, "main")).contains(next);
      assertThat(scene.behind(API, "v1")).contains(released);
    }
  }

  private static Digest taggedChildOfProtectedIndex(RegistryClient client) throws Exception {
    byte[] manifest = client.manifest(API, "child");
    client.pushManifest(API, "amd64", MANIFEST, manifest);
    byte[] index = RegistryClient.indexOf(manifest);
    assertThat(client.pushManifest(API, "v1", INDEX, index).statusCode()).isEqualTo(201);
    return Digest.sha256(manifest);
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void deleteOfChild_ofProtectedIndex_isDenied(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      RegistryClient cy = scene.http("cy");
      byte[] manifest = cy.manifest(API, "child");
      Digest child = Digest.sha256(manifest);
      cy.pushManifest(API, child.value(), MANIFEST, manifest);
      byte[] index = RegistryClient.indexOf(manifest);
      assertThat(cy.pushManifest(API, "v1", INDEX, index).statusCode()).isEqualTo(201);

      assertDenied(scene.http("ada").send("DELETE", MANIFESTS + child));
      assertDenied(
          scene
              .http("ada")
              .send("DELETE", "/v2/" + API + "/blobs/" + Digest.sha256(bytes("child"))));

      assertThat(scene.behind(API, child.value())).contains(child);
    }
  }

  private static void assertDenied(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(403);
    assertThat(text(answer)).contains("\"code\":\"DENIED\"", "\"detail\":{");
  }
}
