package dev.portwrit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.neighbour.Buildah;
import dev.portwrit.neighbour.LocalImage;
import dev.portwrit.neighbour.Outcome;
import dev.portwrit.neighbour.Podman;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.reference.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people see who use podman and buildah through the gateway, without running anything. */
class ContainerClientsIT {
  private static final String API = "acme/pay/api";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void login_withRightPasswordAlone_succeeds(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      Podman podman = scene.podman("bob");
      Buildah buildah = scene.buildah("cy");

      assertThat(podman.login(scene.address(), "bob", "bob").succeeded()).isTrue();
      assertRefused(podman.login(scene.address(), "bob", "wrong"), "invalid username/password");
      assertThat(buildah.login(scene.address(), "cy", "yc").succeeded()).isTrue();
      assertRefused(buildah.login(scene.address(), "cy", "wrong"), "invalid username/password");
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void podman_pullsPushesAndLists_andCannotMoveRelease(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage main = scene.images().image();
      LocalImage next = scene.images().image();
      scene.crane("cy").push(main, scene.at(API + ":main")).orFail();
      scene.crane("cy").push(next, scene.at(API + ":next")).orFail();
      Podman cy = scene.podman("cy");

      cy.pull(scene.at(API + ":main")).orFail();
      cy.pull(scene.at(API + ":next")).orFail();
      cy.push(scene.at(API + ":main"), scene.at(API + ":v1")).orFail();
      Optional<Digest> released = scene.behind(API, "v1");
      Outcome moved = cy.push(scene.at(API + ":next"), scene.at(API + ":v1"));

      assertThat(released).isPresent();
      assertOverwriteRefused(moved);
      assertThat(scene.behind(API, "v1")).isEqualTo(released);
      assertThat(cy.tags(scene.at(API)).text()).contains("main", "next", "v1");
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void podman_ofStranger_isToldWhy(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage image = scene.images().image();
      scene.crane("cy").push(image, scene.at(API + ":main")).orFail();
      scene.crane("ada").push(image, scene.at("acme/site:main")).orFail();
      Podman mallory = scene.podman("mallory");

      Outcome pull = mallory.pull(scene.at(API + ":main"));
      mallory.pull(scene.at("acme/site:main")).orFail();
      Outcome push = mallory.push(scene.at("acme/site:main"), scene.at(API + ":mine"));

      assertRefused(pull, "`user:mallory` may not pull from `acme/pay/api`: no grant gives it");
      assertRefused(push, "`user:mallory` may not push in `acme/pay/api`: no grant gives it");
      // It drops the body.
      assertRefused(mallory.tags(scene.at(API)), "403 (Forbidden)");
      assertThat(scene.behind(API, "mine")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void buildah_pushesWhatItBuiltAndPulls_andCannotMoveRelease(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      Buildah cy = scene.buildah("cy");
      cy.build("first", Files.writeString(folder.resolve("a"), "one"));
      cy.build("second", Files.writeString(folder.resolve("b"), "two"));

      cy.push("first", scene.at(API + ":v1")).orFail();
      Optional<Digest> released = scene.behind(API, "v1");
      Outcome moved = cy.push("second", scene.at(API + ":v1"));
      scene.buildah("eve").pull(scene.at(API + ":v1")).orFail();

      assertThat(released).isPresent();
      assertOverwriteRefused(moved);
      assertThat(scene.behind(API, "v1")).isEqualTo(released);
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void buildah_ofStranger_isToldWhy(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      scene.crane("cy").push(scene.images().image(), scene.at(API + ":main")).orFail();
      Buildah mallory = scene.buildah("mallory");
      mallory.build("mine", Files.writeString(folder.resolve("a"), "one"));

      Outcome pull = mallory.pull(scene.at(API + ":main"));
      Outcome push = mallory.push("mine", scene.at(API + ":mine"));

      assertRefused(pull, "`user:mallory` may not pull from `acme/pay/api`: no grant gives it");
      assertRefused(push, "`user:mallory` may not push in `acme/pay/api`: no grant gives it");
      assertThat(scene.behind(API, "mine")).isEmpty();
    }
  }

  private static void assertOverwriteRefused(Outcome refused) {
    assertRefused(
        refused, "acme/pay/api:v1", "protection acme/releases (immutable)", "protections.yaml:1");
  }

  private static void assertRefused(Outcome refused, String... reasons) {
    assertThat(refused.succeeded()).as(refused.command()).isFalse();
    assertThat(refused.errors()).contains(reasons);
  }
}
