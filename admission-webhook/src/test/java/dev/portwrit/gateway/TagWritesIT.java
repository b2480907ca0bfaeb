package dev.portwrit.gateway;

import static dev.portwrit.embedded.RegistryClient.INDEX;
import static dev.portwrit.embedded.RegistryClient.MANIFEST;
import static dev.portwrit.embedded.RegistryClient.header;
import static dev.portwrit.embedded.RegistryClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.reference.Digest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every way to write a tag through the distribution API, before each registry: by tag, by digest
 * with {@code ?tag=}, as a signing tag, inside an index, in disguise. The protected tag {@code v1}
 * comes out of each as it went in, and what is not protected works.
 */
class TagWritesIT {
  private static final String API = "acme/pay/api";
  private static final String MANIFESTS = "/v2/acme/pay/api/manifests/";

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
      if (kind == RegistryKind.EMBEDDED || kind == RegistryKind.ZOT) {
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

      boolean cameToBe = kind == RegistryKind.EMBEDDED || kind == RegistryKind.ZOT;
      assertThat(status).isEqualTo(cameToBe ? 403 : 201);
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
  void indexWithItsChildrenPushedTwice_passes(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      RegistryClient cy = scene.http("cy");
      byte[] manifest = cy.manifest(API, "child");
      Digest child = Digest.sha256(manifest);
      byte[] index = RegistryClient.indexOf(manifest);

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
  void manifestOverFourMebibytes_isTooLarge(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      byte[] large = new byte[4 * 1024 * 1024 + 1];

      HttpResponse<byte[]> answer = scene.http("cy").pushManifest(API, "main", MANIFEST, large);

      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(text(answer)).contains("SIZE_INVALID", "a manifest has at most 4 MiB");
      assertThat(scene.behind(API, "main")).isEmpty();
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

  private static void assertDenied(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(403);
    assertThat(text(answer)).contains("\"code\":\"DENIED\"", "\"detail\":{");
  }
}
