package dev.portwrit.gateway;

import static dev.portwrit.embedded.RegistryClient.MANIFEST;
import static dev.portwrit.embedded.RegistryClient.bytes;
import static dev.portwrit.gateway.WatchedScene.API;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.reference.Digest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What others do to protected tags in the registry, past the gateway, and how it is found. */
class BehindOurBackIT {
  private static final String MOVED = "`acme/pay/api:v1` was moved past the gateway";
  private static final String REMOVED = "`acme/pay/api:v1` was removed past the gateway";
  private static final String LACKS = "`acme/pay/api:v1` lacks a part";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = RegistryKind.class,
      names = {"DEBIAN", "DISTRIBUTION"})
  void tagThatWasMoved_isFoundByNotification_andTheFindingEndsWhenItIsMended(RegistryKind kind)
      throws Exception {
    try (WatchedScene scene = WatchedScene.notified(kind, folder)) {
      movedAndMended(scene);
      assertThat(scene.figure("portwrit_notifications_total{outcome=\"accepted\"}")).isPositive();
      assertThat(scene.figure("portwrit_sweep_runs_total{outcome=\"complete\"}")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void tagThatWasMoved_withoutNotifications_isFoundByTheSweepAlone(RegistryKind kind)
      throws Exception {
    try (WatchedScene scene = WatchedScene.swept(kind, folder)) {
      movedAndMended(scene);
      assertThat(scene.figure("portwrit_sweep_runs_total{outcome=\"complete\"}")).isPositive();
    }
  }

  private static void movedAndMended(WatchedScene scene) throws Exception {
    scene.http("cy").pushImage(API, "v1", "released");
    byte[] released = scene.behind().manifest(API, "released");
    byte[] other = scene.behind().manifest(API, "other");

    assertThat(put(scene.behind(), other)).isEqualTo(201);

    scene.await(() -> scene.readyz().contains(MOVED));
    assertThat(scene.figure("portwrit_sweep_findings{kind=\"moved\"}")).isEqualTo(1);
    scene.await(() -> scene.logged("tag-out-of-step").contains(Digest.sha256(other).value()));
    // What a push is answered is what it always was.
    assertThat(put(scene.http("cy"), scene.http("cy").manifest(API, "third"))).isEqualTo(403);

    assertThat(put(scene.behind(), released)).isEqualTo(201);

    scene.await(() -> !scene.readyz().contains(MOVED));
    assertThat(scene.figure("portwrit_sweep_findings{kind=\"moved\"}")).isZero();
    scene.await(() -> scene.logged("tag-in-step").contains("acme/pay/api:v1"));
    assertThat(scene.logged("tag-out-of-step").lines()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = RegistryKind.class,
      names = {"DEBIAN", "DISTRIBUTION"})
  void manifestThatWasDeleted_isFoundByNotification_andThePushThatRestoresItEndsTheFinding(
      RegistryKind kind) throws Exception {
    try (WatchedScene scene = WatchedScene.notified(kind, folder)) {
      Digest released = scene.http("cy").pushImage(API, "v1", "released");

      String manifests = "/v2/" + API + "/manifests/";
      assertThat(scene.behind().send("DELETE", manifests + released).statusCode()).isEqualTo(202);

      scene.await(() -> scene.readyz().contains(REMOVED));
      assertThat(scene.figure("portwrit_sweep_findings{kind=\"vanished\"}")).isEqualTo(1);
      scene.http("cy").pushImage(API, "v1", "released");
      scene.await(() -> !scene.readyz().contains(REMOVED));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = RegistryKind.class,
      names = {"DEBIAN", "DISTRIBUTION"})
  void layerThatWasDeleted_isFoundByNotification_andTheFindingEndsWhenItIsPushed(RegistryKind kind)
      throws Exception {
    try (WatchedScene scene = WatchedScene.notified(kind, folder)) {
      scene.http("cy").pushImage(API, "v1", "released");

      String layer = "/v2/" + API + "/blobs/" + Digest.sha256(bytes("released"));
      assertThat(scene.behind().send("DELETE", layer).statusCode()).isEqualTo(202);

      scene.await(() -> scene.readyz().contains(LACKS));
      scene.behind().pushBlob(API, bytes("released"));
      scene.await(() -> !scene.readyz().contains(LACKS));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = RegistryKind.class,
      names = {"DEBIAN", "DISTRIBUTION"})
  void writesOfTheGatewayItself_areNotifiedAndNoFinding(RegistryKind kind) throws Exception {
    try (WatchedScene scene = WatchedScene.notified(kind, folder)) {
      for (int i = 0; i < 10; i++) {
        scene.http("cy").pushImage(API, "v" + i, "released " + i);
      }
      // The notification of a move comes last, so that the others were followed when it was.
      assertThat(put(scene.behind(), scene.behind().manifest(API, "other"))).isEqualTo(201);
      scene.await(() -> scene.readyz().contains(MOVED));

      assertThat(scene.figure("portwrit_notification_hints_total{outcome=\"queued\"}"))
          .isBetween(2.0, 11.0);
      assertThat(scene.figure("portwrit_sweep_found_total{kind=\"moved\"}")).isEqualTo(1);
      for (String kindOfFinding : new String[] {"vanished", "returned", "incomplete"}) {
        assertThat(scene.figure("portwrit_sweep_found_total{kind=\"" + kindOfFinding + "\"}"))
            .isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void registryThatIsDown_isUnknown_andNoFinding(RegistryKind kind) throws Exception {
    try (WatchedScene scene = WatchedScene.swept(kind, folder)) {
      scene.http("cy").pushImage(API, "v1", "released");
      scene.await(() -> scene.figure("portwrit_sweep_runs_total{outcome=\"complete\"}") > 0);
      scene.stopRegistry();

      scene.await(() -> scene.figure("portwrit_sweep_runs_total{outcome=\"incomplete\"}") > 2);

      assertThat(scene.readyz())
          .containsAnyOf("were not all compared with the registry", "it cannot be told whether");
      for (String kindOfFinding : new String[] {"moved", "vanished", "returned", "incomplete"}) {
        assertThat(scene.figure("portwrit_sweep_findings{kind=\"" + kindOfFinding + "\"}"))
            .isZero();
      }
    }
  }

  private static int put(RegistryClient client, byte[] manifest) throws Exception {
    return client.pushManifest(API, "v1", MANIFEST, manifest).statusCode();
  }
}
