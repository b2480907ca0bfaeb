package dev.portwrit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.neighbour.LocalImage;
import dev.portwrit.neighbour.Outcome;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people see who use real clients through the gateway, and what the registry has then. */
class GatewayClientsIT {
  private static final String API = "acme/pay/api";
  private static final long LARGE = 200L * 1024 * 1024;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void login_withRightPasswordAlone_succeeds(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      assertThat(scene.skopeo("bob").login(scene.address(), "bob", "bob").succeeded()).isTrue();
      assertThat(scene.skopeo("eve").login(scene.address(), "eve", "wrong").succeeded()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void member_pushesAndPullsTheSameBytes(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage byCrane = scene.images().image();
      LocalImage bySkopeo = scene.images().image();

      scene.crane("cy").push(byCrane, scene.at(API + ":crane")).orFail();
      scene.skopeo("bob").push(bySkopeo, scene.at(API + ":skopeo")).orFail();
      scene.crane("eve").pull(scene.at(API + ":skopeo"), folder.resolve("a")).orFail();
      scene.skopeo("eve").pull(scene.at(API + ":crane"), folder.resolve("b")).orFail();

      assertThat(scene.behind(API, "crane")).contains(byCrane.digest());
      assertThat(scene.behind(API, "skopeo")).contains(bySkopeo.digest());
      assertSameBlobs(bySkopeo, folder.resolve("a"));
      assertSameBlobs(byCrane, folder.resolve("b"));
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void service_pushesByItsFullName(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage image = scene.images().image();

      scene.crane("acme/ci").push(image, scene.at(API + ":main")).orFail();

      assertThat(scene.behind(API, "main")).contains(image.digest());
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void member_copiesFromOneRepositoryToAnother(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage image = scene.images().image();
      scene.crane("cy").push(image, scene.at(API + ":main")).orFail();

      scene.crane("cy").copy(scene.at(API + ":main"), scene.at("acme/pay/web:v1")).orFail();
      scene.skopeo("bob").copy(scene.at(API + ":main"), scene.at("acme/pay/job:v1")).orFail();

      assertThat(scene.behind("acme/pay/web", "v1")).contains(image.digest());
      assertThat(scene.behind("acme/pay/job", "v1")).contains(image.digest());
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void overwriteOfRelease_isRefusedWithItsReasonOnTheTerminal(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage released = scene.images().image();
      LocalImage other = scene.images().image();
      scene.crane("cy").push(released, scene.at(API + ":v1.4.3")).orFail();

      Outcome byCrane = scene.crane("cy").push(other, scene.at(API + ":v1.4.3"));
      Outcome bySkopeo = scene.skopeo("bob").push(other, scene.at(API + ":v1.4.3"));
      Outcome byOwner = scene.crane("ada").push(other, scene.at(API + ":v1.4.3"));

      for (Outcome refused : new Outcome[] {byCrane, bySkopeo, byOwner}) {
        assertThat(refused.succeeded()).isFalse();
        assertThat(refused.errors())
            .contains("acme/pay/api:v1.4.3")
            .contains("protection acme/releases (immutable)")
            .contains("protections.yaml:1");
      }
      assertThat(scene.behind(API, "v1.4.3")).contains(released.digest());
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void releasePushedAgainWithItsDigest_passes(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage image = scene.images().image();

      scene.crane("cy").push(image, scene.at(API + ":v1")).orFail();
      scene.crane("cy").push(image, scene.at(API + ":v1")).orFail();
      scene.skopeo("bob").push(image, scene.at(API + ":v1")).orFail();

      assertThat(scene.behind(API, "v1")).contains(image.digest());
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void deleteOfRelease_isRefusedByTagAndByDigest(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage image = scene.images().image();
      scene.crane("cy").push(image, scene.at(API + ":v1")).orFail();

      Outcome byTag = scene.crane("ada").delete(scene.at(API + ":v1"));
      Outcome byDigest = scene.crane("ada").delete(scene.at(API + "@" + image.digest()));
      Outcome bySkopeo = scene.skopeo("ada").delete(scene.at(API + ":v1"));

      for (Outcome refused : new Outcome[] {byTag, byDigest, bySkopeo}) {
        assertThat(refused.succeeded()).isFalse();
        assertThat(refused.errors()).contains("acme/pay/api:v1").contains("protections.yaml:1");
      }
      assertThat(scene.behind(API, "v1")).contains(image.digest());
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void index_isPushedWithItsChildrenByEachClient(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage byCrane = scene.images().index("amd64", "arm64");
      LocalImage bySkopeo = scene.images().index("amd64", "arm64");

      scene.crane("cy").push(byCrane, scene.at(API + ":v1")).orFail();
      scene.skopeo("cy").push(bySkopeo, scene.at(API + ":v2")).orFail();
      scene.skopeo("eve").pull(scene.at(API + ":v1"), folder.resolve("pulled")).orFail();

      assertThat(scene.behind(API, "v1")).contains(byCrane.digest());
      assertThat(scene.behind(API, "v2")).contains(bySkopeo.digest());
      for (Digest child : bySkopeo.children()) {
        assertThat(scene.behind(API, child.value())).contains(child);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void childOfReleasedIndex_cannotBeDeleted(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage index = scene.images().index("amd64", "arm64");
      scene.crane("cy").push(index, scene.at(API + ":v1")).orFail();
      Digest child = index.children().get(1);

      Outcome refused = scene.crane("ada").delete(scene.at(API + "@" + child));

      assertThat(refused.succeeded()).isFalse();
      assertThat(refused.errors()).contains(child.value()).contains("protections.yaml:1");
      assertThat(scene.behind(API, child.value())).contains(child);
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void largeLayer_goesThereAndBackUnchanged(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage image = scene.images().largeImage(LARGE);

      scene.crane("cy").push(image, scene.at(API + ":v1")).orFail();
      scene.crane("eve").pull(scene.at(API + ":v1"), folder.resolve("pulled")).orFail();

      assertThat(scene.behind(API, "v1")).contains(image.digest());
      assertSameBlobs(image, folder.resolve("pulled"));
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void reader_isRefusedToPushWithTheReasonOnTheTerminal(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage image = scene.images().image();

      Outcome byCrane = scene.crane("eve").push(image, scene.at(API + ":mine"));
      Outcome bySkopeo = scene.skopeo("eve").push(image, scene.at(API + ":mine"));

      for (Outcome refused : new Outcome[] {byCrane, bySkopeo}) {
        assertThat(refused.succeeded()).isFalse();
        assertThat(refused.errors()).contains("`user:eve` may not push in `acme/pay/api`");
      }
      assertNothingCame(scene, image);
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void outsider_isRefusedToPullWithTheReasonOnTheTerminal(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      scene.crane("cy").push(scene.images().image(), scene.at(API + ":main")).orFail();

      Outcome byCrane = scene.crane("mallory").pull(scene.at(API + ":main"), folder.resolve("a"));
      Outcome bySkopeo = scene.skopeo("mallory").pull(scene.at(API + ":main"), folder.resolve("b"));

      for (Outcome refused : new Outcome[] {byCrane, bySkopeo}) {
        assertThat(refused.succeeded()).isFalse();
        assertThat(refused.errors()).contains("`user:mallory` may not pull from `acme/pay/api`");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void outsider_isRefusedToPushWithTheReasonOnTheTerminalAndLeavesNothing(RegistryKind kind)
      throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage image = scene.images().image();

      Outcome byCrane = scene.crane("mallory").push(image, scene.at(API + ":mine"));
      Outcome bySkopeo = scene.skopeo("mallory").push(image, scene.at(API + ":mine"));
      Outcome byNobody = scene.anonymousCrane().push(image, scene.at(API + ":mine"));
      Outcome elsewhere = scene.crane("uma").push(image, scene.at("umbrella/site:main"));

      for (Outcome refused : new Outcome[] {byCrane, bySkopeo}) {
        assertRefused(refused, "`user:mallory` may not push in `acme/pay/api`: no grant gives it");
      }
      assertRefused(byNobody, "`anonymous` may not push in `acme/pay/api`: no grant gives it");
      assertRefused(elsewhere, "`umbrella/site` is not one of the repositories of `local`");
      assertNothingCame(scene, image);
      assertThat(scene.behind("umbrella/site", "main")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void nobody_pullsWhatIsPublicAlone(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage image = scene.images().image();
      scene.crane("ada").push(image, scene.at("acme/site:main")).orFail();
      scene.crane("cy").push(image, scene.at(API + ":main")).orFail();

      Outcome open = scene.anonymousCrane().pull(scene.at("acme/site:main"), folder.resolve("a"));
      Outcome shut = scene.anonymousCrane().pull(scene.at(API + ":main"), folder.resolve("b"));
      Outcome push = scene.anonymousCrane().push(image, scene.at("acme/site:other"));

      open.orFail();
      assertSameBlobs(image, folder.resolve("a"));
      assertThat(shut.succeeded()).isFalse();
      assertThat(push.succeeded()).isFalse();
      assertThat(scene.behind("acme/site", "other")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void catalogAndTags_showWhatTheCallerMayPull(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage image = scene.images().image();
      scene.crane("ada").push(image, scene.at("acme/site:main")).orFail();
      scene.crane("ada").push(image, scene.at("acme/secret:main")).orFail();
      scene.crane("cy").push(image, scene.at(API + ":main")).orFail();
      scene.crane("cy").push(image, scene.at(API + ":v1")).orFail();

      assertThat(scene.crane("eve").catalog(scene.address()).text())
          .isEqualTo("acme/pay/api\nacme/site");
      assertThat(scene.crane("ada").catalog(scene.address()).text())
          .isEqualTo("acme/pay/api\nacme/secret\nacme/site");
      assertThat(scene.crane("mallory").catalog(scene.address()).text()).isEqualTo("acme/site");
      // Distribution 2.8 lists in the order of the file system.
      assertThat(scene.crane("eve").tags(scene.at(API)).text().lines())
          .containsExactlyInAnyOrder("main", "v1");
      assertThat(scene.skopeo("eve").tags(scene.at(API)).text()).contains("\"main\"", "\"v1\"");
      assertThat(scene.crane("mallory").tags(scene.at(API)).succeeded()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void restrictedTag_isMovedByItsTeamAlone(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage first = scene.images().image();
      LocalImage second = scene.images().image();

      Outcome created = scene.crane("cy").push(first, scene.at(API + ":stable"));
      scene.crane("bob").push(first, scene.at(API + ":stable")).orFail();
      Outcome moved = scene.skopeo("cy").push(second, scene.at(API + ":stable"));
      Outcome byOwner = scene.crane("ada").push(second, scene.at(API + ":stable"));

      for (Outcome refused : new Outcome[] {created, moved, byOwner}) {
        assertThat(refused.succeeded()).isFalse();
        assertThat(refused.errors())
            .contains("protection acme/stable (restricted)", "protections.yaml:6");
      }
      assertThat(scene.behind(API, "stable")).contains(first.digest());
      scene.crane("bob").push(second, scene.at(API + ":stable")).orFail();
      assertThat(scene.behind(API, "stable")).contains(second.digest());
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void exception_letsOneOverwriteOneTag(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage first = scene.images().image();
      LocalImage rebuilt = scene.images().image();
      scene.crane("cy").push(first, scene.at(API + ":v1.4.2")).orFail();
      scene.crane("cy").push(first, scene.at(API + ":v1.4.3")).orFail();

      Outcome other = scene.crane("cy").push(rebuilt, scene.at(API + ":v1.4.2"));
      Outcome otherTag = scene.crane("bob").push(rebuilt, scene.at(API + ":v1.4.3"));
      scene.crane("bob").push(rebuilt, scene.at(API + ":v1.4.2")).orFail();

      assertThat(other.succeeded()).isFalse();
      assertThat(otherTag.succeeded()).isFalse();
      assertThat(scene.behind(API, "v1.4.2")).contains(rebuilt.digest());
      assertThat(scene.behind(API, "v1.4.3")).contains(first.digest());
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void referrersAndSigningTags_areNotHindered(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage image = scene.images().image();
      scene.crane("cy").push(image, scene.at(API + ":v1")).orFail();
      LocalImage sbom = scene.images().referrer(image, "application/sbom");
      LocalImage signature = scene.images().referrer(image, "application/signature");
      String signingTag = "sha256-" + image.digest().hex() + ".sig";

      for (LocalImage referrer : new LocalImage[] {sbom, signature}) {
        // A client that finds no referrers API rewrites the tag `sha256-…` each time.
        scene.crane("cy").push(referrer, scene.at(API + "@" + referrer.digest())).orFail();
        scene.crane("cy").push(referrer, scene.at(API + ":" + signingTag)).orFail();
      }

      assertThat(scene.behind(API, signingTag)).contains(signature.digest());
      if (kind != RegistryKind.ZOT) { // which forgets what the last tag was moved away from
        assertThat(scene.behind(API, sbom.digest().value())).contains(sbom.digest());
      }
      assertThat(scene.behind(API, "v1")).contains(image.digest());
    }
  }

  private static void assertRefused(Outcome refused, String reason) {
    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.errors()).contains(reason);
  }

  private static void assertNothingCame(GatewayScene scene, LocalImage image) throws Exception {
    assertThat(scene.behind(API, "mine")).isEmpty();
    assertThat(scene.behind(API, image.digest().value())).isEmpty();
    String layer = "/v2/" + API + "/blobs/" + image.blobs().get(1);
    assertThat(scene.behind().send("HEAD", layer).statusCode()).isEqualTo(404);
  }

  private static void assertSameBlobs(LocalImage image, Path pulled) throws IOException {
    for (Digest blob : image.blobs()) {
      Path copy = pulled.resolve("blobs/sha256").resolve(blob.hex());
      assertThat(Files.mismatch(image.file(blob), copy)).isEqualTo(-1);
    }
  }
}
