package dev.portwrit.gateway;

import static dev.portwrit.embedded.RegistryClient.MANIFEST;
import static dev.portwrit.gateway.WatchedScene.API;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.reference.Digest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes of webhooks in the form of Docker Hub, sent to a gateway before a real registry. */
class HubPushesIT {
  @TempDir Path folder;

  private static String push(String tag) {
    return "{\"callback_url\":\"https://evil.example/\",\"push_data\":{\"tag\":\""
        + tag
        + "\",\"pusher\":\"x\",\"pushed_at\":1},\"repository\":{\"repo_name\":\""
        + API
        + "\"}}";
  }

  private static byte[] move(WatchedScene scene, String tag) throws Exception {
    byte[] other = scene.behind().manifest(API, "other");
    assertThat(scene.behind().pushManifest(API, tag, MANIFEST, other).statusCode()).isEqualTo(201);
    return other;
  }

  @ParameterizedTest
  @EnumSource(
      value = RegistryKind.class,
      names = {"EMBEDDED", "DEBIAN", "DISTRIBUTION"})
  void tagThatWasMoved_isAFindingWithBothDigests(RegistryKind kind) throws Exception {
    try (WatchedScene scene = WatchedScene.heard(kind, folder)) {
      Digest released = scene.http("cy").pushImage(API, "v1", "released");
      byte[] other = move(scene, "v1");
      assertThat(scene.hubPush("application/json", "wrong", push("v1"))).isEqualTo(401);
      assertThat(scene.hubPush("application/json", WatchedScene.SECRET, "{}")).isEqualTo(400);
      assertThat(scene.hubPush("application/json", WatchedScene.SECRET, push("v1"))).isEqualTo(202);
      scene.await(() -> scene.readyz().contains("`acme/pay/api:v1` was moved past the gateway"));
      assertThat(scene.readyz()).contains(released.value(), Digest.sha256(other).value());
      assertThat(scene.figure("portwrit_hub_pushes_total{outcome=\"login\"}")).isEqualTo(1);
      assertThat(scene.figure("portwrit_hub_pushes_total{outcome=\"accepted\"}")).isEqualTo(1);
      assertThat(scene.behind().manifestDigest(API, "v1")).isEqualTo(Digest.sha256(other));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = RegistryKind.class,
      names = {"EMBEDDED", "DEBIAN", "DISTRIBUTION"})
  void tagThatWasMoved_underAProtectionThatRestores_isPutBack(RegistryKind kind) throws Exception {
    try (WatchedScene scene = WatchedScene.heard(kind, folder)) {
      Digest released = scene.http("cy").pushImage(API, "kept-1", "released");
      byte[] other = move(scene, "kept-1");
      assertThat(scene.hubPush("application/json", WatchedScene.SECRET, push("kept-1")))
          .isEqualTo(202);
      scene.await(() -> scene.logged("tag-restored").contains(released.value()));
      assertThat(scene.behind().manifestDigest(API, "kept-1")).isEqualTo(released);
      scene.await(() -> !scene.readyz().contains("was moved past the gateway"));
      String moved = Digest.sha256(other).value();
      scene.await(() -> scene.logged("tag-out-of-step").contains(moved));
      assertThat(scene.logged("tag-out-of-step")).contains(released.value());
      scene.await(() -> scene.logged("tag-in-step").lines().count() == 1);
      assertThat(scene.figure("portwrit_sweep_restorations_total{outcome=\"restored\"}"))
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = RegistryKind.class,
      names = {"DEBIAN", "DISTRIBUTION"})
  void tagWhoseManifestIsGone_isNotPutBack(RegistryKind kind) throws Exception {
    try (WatchedScene scene = WatchedScene.heard(kind, folder)) {
      Digest released = scene.http("cy").pushImage(API, "kept-1", "released");
      String manifests = "/v2/" + API + "/manifests/";
      assertThat(scene.behind().send("DELETE", manifests + released).statusCode()).isEqualTo(202);
      byte[] other = move(scene, "kept-1");
      assertThat(scene.hubPush("application/json", WatchedScene.SECRET, push("kept-1")))
          .isEqualTo(202);
      scene.await(() -> scene.figure("portwrit_sweep_restorations_total{outcome=\"left\"}") >= 1);
      assertThat(scene.readyz()).contains("`acme/pay/api:kept-1` was moved past the gateway");
      assertThat(scene.behind().manifestDigest(API, "kept-1")).isEqualTo(Digest.sha256(other));
      assertThat(scene.logged("tag-restore")).isEmpty();
    }
  }
}
