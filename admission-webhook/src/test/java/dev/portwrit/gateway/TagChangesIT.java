package dev.portwrit.gateway;

import static dev.portwrit.embedded.RegistryClient.INDEX;
import static dev.portwrit.embedded.RegistryClient.MANIFEST;
import static dev.portwrit.embedded.RegistryClient.bytes;
import static dev.portwrit.embedded.RegistryClient.header;
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
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every way in which a tag can change through the distribution API, before each registry: the
 * protected tag {@code v1} of {@code acme/pay/api} must come out of each as it went in, and what is
 * not protected must work.
 */
class TagChangesIT {
  private static final String API = "acme/pay/api";
  private static final String MANIFESTS = "/v2/acme/pay/api/manifests/";
  private static final String UPLOADS = "/v2/acme/pay/api/blobs/uploads/";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void putByTag_ofOtherDigest_isDenied(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      RegistryClient cy = scene.http("cy");
      Digest released = cy.pushImage(API, "v1", "released");
      byte[] other = cy.manifest(API, "other");

      assertDenied(cy.pushManifest(API, "v1", MANIFEST, other));

      assertThat(scene.behind(API, "v1")).contains(released);
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void putByTag_ofTheSameDigest_isCreated(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      RegistryClient cy = scene.http("cy");
      Digest released = cy.pushImage(API, "v1", "released");

      HttpResponse<byte[]> again =
          cy.pushManifest(API, "v1", MANIFEST, cy.manifest(API, "released"));

      assertThat(again.statusCode()).isEqualTo(201);
      assertThat(header(again, "Docker-Content-Digest")).isEqualTo(released.value());
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void putByDigestWithTags_movesNoProtectedTag(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      RegistryClient cy = scene.http("cy");
      Digest released = cy.pushImage(API, "v1", "released");
      byte[] other = cy.manifest(API, "other");

      HttpResponse<byte[]> alone =
          cy.pushManifest(API, Digest.sha256(other) + "?tag=v1", MANIFEST, other);
      HttpResponse<byte[]> amongOthers =
          cy.pushManifest(API, Digest.sha256(other) + "?tag=a&tag=v1&tag=b", MANIFEST, other);

      assertDenied(alone);
      assertDenied(amongOthers);
      assertThat(scene.behind(API, "v1")).contains(released);
      assertThat(scene.behind(API, "a")).isEmpty();
      assertThat(scene.behind(API, "b")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void putByDigestWithTags_setsThemWhereTheRegistryCan(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      RegistryClient cy = scene.http("cy");
      byte[] manifest = cy.manifest(API, "new");
      Digest digest = Digest.sha256(manifest);

      HttpResponse<byte[]> pushed =
          cy.pushManifest(API, digest + "?tag=v2&tag=latest", MANIFEST, manifest);

      assertThat(pushed.statusCode()).isEqualTo(201);
      assertThat(scene.behind(API, digest.value())).contains(digest);
      List<String> tags =
          pushed.headers().allValues("OCI-Tag").stream()
              .flatMap(value -> List.of(value.split(", *", -1)).stream())
              .toList();
      if (kind == RegistryKind.EMBEDDED) {
        assertThat(tags).containsExactlyInAnyOrder("v2", "latest");
        assertThat(scene.behind(API, "v2")).contains(digest);
      } else {
        assertThat(tags).isEmpty();
        assertThat(scene.behind(API, "v2")).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void tagThatNeverCameToBe_blocksNobody(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      RegistryClient cy = scene.http("cy");
      byte[] first = cy.manifest(API, "first");
      cy.pushManifest(API, Digest.sha256(first) + "?tag=v3", MANIFEST, first);
      byte[] second = cy.manifest(API, "second");

      int status = cy.pushManifest(API, "v3", MANIFEST, second).statusCode();

      assertThat(status).isEqualTo(kind == RegistryKind.EMBEDDED ? 403 : 201);
    }
  }

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

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void deleteOfChild_ofProtectedIndex_isDenied(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      RegistryClient cy = scene.http("cy");
      byte[] manifest = cy.manifest(API, "child");
      Digest child = Digest.sha256(manifest);
      cy.pushManifest(API, child.value(), MANIFEST, manifest);
      byte[] index = index(child, manifest.length);
      assertThat(cy.pushManifest(API, "v1", INDEX, index).statusCode()).isEqualTo(201);

      assertDenied(scene.http("ada").send("DELETE", MANIFESTS + child));
      assertDenied(
          scene
              .http("ada")
              .send("DELETE", "/v2/" + API + "/blobs/" + Digest.sha256(bytes("child"))));

      assertThat(scene.behind(API, child.value())).contains(child);
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void signingTags_areMovedFreely(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      RegistryClient cy = scene.http("cy");
      String fallback = "sha256-" + "a".repeat(64);

      for (String tag : List.of(fallback, fallback + ".sig", fallback + ".att")) {
        cy.pushImage(API, tag, "first");
        Digest second = cy.pushImage(API, tag, "second");
        assertThat(scene.behind(API, tag)).contains(second);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void mount_fromWhereTheCallerMayPull_bringsTheBlob(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      RegistryClient cy = scene.http("cy");
      Digest blob = cy.pushBlob("acme/pay/base", bytes("layer"));

      HttpResponse<byte[]> answer =
          cy.send("POST", UPLOADS + "?mount=" + blob + "&from=acme/pay/base");

      assertThat(answer.statusCode()).isIn(201, 202);
      if (answer.statusCode() == 201) {
        assertThat(text(cy.send("GET", "/v2/" + API + "/blobs/" + blob))).isEqualTo("layer");
      }
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

      assertThat(whole.statusCode()).isIn(201, 202);
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
  void indexWithItsChildrenPushedTwice_passes(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      RegistryClient cy = scene.http("cy");
      byte[] manifest = cy.manifest(API, "child");
      Digest child = Digest.sha256(manifest);
      byte[] index = index(child, manifest.length);

      for (int time = 0; time < 2; time++) {
        assertThat(cy.pushManifest(API, child.value(), MANIFEST, manifest).statusCode())
            .isEqualTo(201);
        assertThat(cy.pushManifest(API, "v1", INDEX, index).statusCode()).isEqualTo(201);
      }

      assertThat(scene.behind(API, "v1")).contains(Digest.sha256(index));
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void disguisedRequests_areRefused(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      RegistryClient cy = scene.http("cy");
      Digest released = cy.pushImage(API, "v1", "released");
      byte[] other = cy.manifest(API, "other");

      for (String path :
          List.of(
              "/v2/acme/pay/api/manifests/v1?tag=x",
              "/v2/acme/pay/api/manifests/v1?other=x",
              "/v2/acme/pay//api/manifests/v1",
              "/v2/acme/pay/x/../api/manifests/v1",
              "/v2/acme/pay%2Fapi/manifests/v1",
              "/v2/acme/pay/api/manifests/%2576%31")) {
        HttpResponse<byte[]> answer =
            cy.send("PUT", path, BodyPublishers.ofByteArray(other), "Content-Type", MANIFEST);
        assertThat(answer.statusCode()).as(path).isEqualTo(400);
      }
      HttpResponse<byte[]> override =
          cy.send(
              "POST",
              MANIFESTS + "v1",
              BodyPublishers.ofByteArray(other),
              "X-HTTP-Method-Override",
              "PUT");
      assertThat(override.statusCode()).isEqualTo(400);
      HttpResponse<byte[]> encoded =
          cy.send(
              "PUT",
              "/v2/acme/pay/api/manifests/%761",
              BodyPublishers.ofByteArray(other),
              "Content-Type",
              MANIFEST);
      assertDenied(encoded);
      assertThat(scene.behind(API, "v1")).contains(released);
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

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void manifestOverFourMebibytes_isTooLarge(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      byte[] large = new byte[4 * 1024 * 1024 + 1];

      assertThat(scene.http("cy").pushManifest(API, "main", MANIFEST, large).statusCode())
          .isEqualTo(413);
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void warnOnlyTag_isMovedWithAWarning(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      RegistryClient cy = scene.http("cy");
      cy.pushImage(API, "nightly-1", "first");
      byte[] second = cy.manifest(API, "second");

      HttpResponse<byte[]> moved = cy.pushManifest(API, "nightly-1", MANIFEST, second);

      assertThat(moved.statusCode()).isEqualTo(201);
      assertThat(header(moved, "Warning"))
          .startsWith("299")
          .contains("protection acme/nightlies (immutable)", "protections.yaml:12");
      assertThat(scene.behind(API, "nightly-1")).contains(Digest.sha256(second));
    }
  }

  private static byte[] index(Digest child, int size) {
    return bytes(
        """
        {"schemaVersion":2,"mediaType":"%s","manifests":[
        {"mediaType":"%s","digest":"%s","size":%d}]}"""
            .formatted(INDEX, MANIFEST, child, size));
  }

  private static void assertDenied(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(403);
    assertThat(text(answer)).contains("\"code\":\"DENIED\"", "\"detail\":{");
  }
}
