package dev.portwrit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.neighbour.LocalImage;
import dev.portwrit.neighbour.Oras;
import dev.portwrit.neighbour.Outcome;
import dev.portwrit.neighbour.Regctl;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.reference.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people see who use oras and regctl through the gateway, and what the registry has then. */
class ArtifactClientsIT {
  private static final String API = "acme/pay/api";
  private static final String RELEASES = "protection acme/releases (immutable)";
  private static final String PLACE = "protections.yaml:1";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void login_withRightPasswordAlone_succeeds(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      assertThat(scene.oras("bob").login(scene.address(), "bob", "bob").succeeded()).isTrue();
      assertRefused(
          scene.oras("eve").login(scene.address(), "eve", "wrong"), "wrong user name or password");
      assertThat(scene.regctl("cy").login("cy", "yc").succeeded()).isTrue();
      assertRefused(scene.regctl("dee").login("dee", "wrong"), "unauthorized");
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void oras_pushesPullsCopiesAttachesAndLists(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      Oras cy = scene.oras("cy");

      cy.push("one", scene.at(API + ":v1")).orFail();
      cy.attach("parts", scene.at(API + ":v1")).orFail();
      cy.copy(scene.at(API + ":v1"), scene.at("acme/pay/web:v1")).orFail();
      scene.oras("eve").pull(scene.at(API + ":v1"), folder.resolve("pulled")).orFail();

      assertThat(folder.resolve("pulled/content.txt")).hasContent("one");
      assertThat(scene.behind(API, "v1")).isPresent().isEqualTo(scene.behind("acme/pay/web", "v1"));
      assertThat(cy.discover(scene.at(API + ":v1")).text()).contains("application/example");
      assertThat(cy.tags(scene.at(API)).text().lines()).contains("v1");
      assertThat(cy.catalog(scene.address()).text().lines()).contains(API, "acme/pay/web");
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void oras_cannotMoveOrDeleteReleaseAndIsToldWhy(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      Oras cy = scene.oras("cy");
      cy.push("one", scene.at(API + ":v1")).orFail();
      cy.push("two", scene.at(API + ":main")).orFail();
      Optional<Digest> released = scene.behind(API, "v1");

      Outcome pushed = cy.push("two", scene.at(API + ":v1"));
      Outcome copied = cy.copy(scene.at(API + ":main"), scene.at(API + ":v1"));
      Outcome tagged = cy.tag(scene.at(API + ":main"), "v1");
      Outcome byTag = scene.oras("ada").delete(scene.at(API + ":v1"));
      Outcome byDigest = scene.oras("ada").delete(scene.at(API + "@" + released.orElseThrow()));

      for (Outcome refused : List.of(pushed, copied, tagged, byTag, byDigest)) {
        assertRefused(refused, "acme/pay/api:v1", RELEASES, PLACE);
      }
      assertThat(scene.behind(API, "v1")).isEqualTo(released);
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void oras_ofStranger_isToldWhy(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      scene.oras("cy").push("one", scene.at(API + ":main")).orFail();
      Oras mallory = scene.oras("mallory");

      Outcome pull = mallory.pull(scene.at(API + ":main"), folder.resolve("pulled"));
      Outcome push = mallory.push("one", scene.at(API + ":mine"));
      Outcome byReader = scene.oras("eve").push("one", scene.at(API + ":mine"));

      assertRefused(pull, "`user:mallory` may not pull from `acme/pay/api`: no grant gives it");
      assertRefused(push, "`user:mallory` may not push in `acme/pay/api`: no grant gives it");
      assertRefused(byReader, "`user:eve` may not push in `acme/pay/api`");
      assertRefused(mallory.tags(scene.at(API)), "`user:mallory` may not pull from");
      assertThat(scene.behind(API, "mine")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void regctl_pushesPullsCopiesAndLists(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage image = scene.images().image();
      Regctl cy = scene.regctl("cy");

      cy.push(image, scene.at(API + ":v1")).orFail();
      cy.copy(scene.at(API + ":v1"), scene.at("acme/pay/web:v1")).orFail();
      scene.regctl("eve").pull(scene.at(API + ":v1"), folder.resolve("pulled")).orFail();

      assertThat(scene.behind(API, "v1")).contains(image.digest());
      assertThat(scene.behind("acme/pay/web", "v1")).contains(image.digest());
      for (Digest blob : image.blobs()) {
        Path pulled = folder.resolve("pulled/blobs/sha256").resolve(blob.hex());
        assertThat(Files.mismatch(image.file(blob), pulled)).isEqualTo(-1);
      }
      assertThat(cy.tags(scene.at(API)).text()).isEqualTo("v1");
      assertThat(cy.catalog().text().lines()).containsExactly(API, "acme/pay/web");
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void regctl_cannotMoveOrDeleteReleaseAndIsToldWhy(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage image = scene.images().image();
      LocalImage other = scene.images().image();
      Regctl cy = scene.regctl("cy");
      cy.push(image, scene.at(API + ":v1")).orFail();
      cy.push(other, scene.at(API + ":main")).orFail();

      Outcome pushed = cy.push(other, scene.at(API + ":v1"));
      Outcome copied = cy.copy(scene.at(API + ":main"), scene.at(API + ":v1"));
      Outcome untagged = scene.regctl("ada").untag(scene.at(API + ":v1"));
      Outcome deleted = scene.regctl("ada").delete(scene.at(API + "@" + image.digest()));

      for (Outcome refused : List.of(pushed, copied, untagged, deleted)) {
        assertRefused(refused, "acme/pay/api:v1", RELEASES, PLACE);
      }
      assertThat(scene.behind(API, "v1")).contains(image.digest());
      scene.regctl("ada").untag(scene.at(API + ":main")).orFail();
      assertThat(scene.behind(API, "main")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void regctl_ofStranger_isToldWhy(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage image = scene.images().image();
      scene.regctl("cy").push(image, scene.at(API + ":main")).orFail();
      Regctl mallory = scene.regctl("mallory");

      Outcome pull = mallory.pull(scene.at(API + ":main"), folder.resolve("pulled"));
      Outcome push = mallory.push(image, scene.at(API + ":mine"));
      Outcome byReader = scene.regctl("eve").push(image, scene.at(API + ":mine"));

      assertRefused(pull, "`user:mallory` may not pull from `acme/pay/api`: no grant gives it");
      assertRefused(push, "`user:mallory` may not push in `acme/pay/api`: no grant gives it");
      assertRefused(byReader, "`user:eve` may not push in `acme/pay/api`");
      assertRefused(mallory.tags(scene.at(API)), "`user:mallory` may not pull from");
      assertThat(scene.behind(API, "mine")).isEmpty();
    }
  }

  private static void assertRefused(Outcome refused, String... reasons) {
    assertThat(refused.succeeded()).as(refused.command()).isFalse();
    assertThat(refused.output() + refused.errors()).contains(reasons);
  }
}
