package dev.portwrit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.neighbour.Cosign;
import dev.portwrit.neighbour.LocalImage;
import dev.portwrit.neighbour.Outcome;
import dev.portwrit.neighbour.RegistryKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people see who sign with cosign through the gateway, and what the registry has then. */
class SigningClientsIT {
  private static final String API = "acme/pay/api";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void release_isSignedAttestedAndVerified(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage image = scene.images().image();
      scene.crane("cy").push(image, scene.at(API + ":v1")).orFail();
      String released = scene.at(API + "@" + image.digest());
      Path sbom = Files.writeString(folder.resolve("sbom.json"), "{\"spdxVersion\":\"SPDX-2.3\"}");
      Cosign cosign = scene.cosign("cy");

      cosign.sign(released).orFail();
      cosign.attest(sbom, released).orFail();
      cosign.attach(sbom, released).orFail();
      cosign.sign(released).orFail();
      cosign.verify(released).orFail();

      String tag = image.digest().value().replace(':', '-');
      assertThat(scene.behind(API, tag + ".sig")).isPresent();
      assertThat(scene.behind(API, tag + ".att")).isPresent();
      assertThat(scene.behind(API, tag + ".sbom")).isPresent();
      assertThat(scene.behind(API, "v1")).contains(image.digest());
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void copyOverRelease_isRefusedWithItsReasonOnTheTerminal(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage released = scene.images().image();
      scene.crane("cy").push(released, scene.at(API + ":v1")).orFail();
      scene.crane("cy").push(scene.images().image(), scene.at("acme/pay/web:main")).orFail();

      Outcome refused =
          scene.cosign("cy").copy(scene.at("acme/pay/web:main"), scene.at(API + ":v1"));

      assertRefused(
          refused, "acme/pay/api:v1", "protection acme/releases (immutable)", "protections.yaml:1");
      assertThat(scene.behind(API, "v1")).contains(released.digest());
    }
  }

  @ParameterizedTest
  @EnumSource(RegistryKind.class)
  void whoMayNotPush_isRefusedToSignAndToClean(RegistryKind kind) throws Exception {
    try (GatewayScene scene = GatewayScene.before(kind, folder)) {
      LocalImage image = scene.images().image();
      scene.crane("cy").push(image, scene.at(API + ":v1")).orFail();
      String released = scene.at(API + "@" + image.digest());
      scene.cosign("cy").sign(released).orFail();
      Cosign eve = scene.cosign("eve");

      Outcome signed = eve.sign(released);
      Outcome cleaned = eve.clean(scene.at(API + ":v1"));
      Outcome verified = scene.cosign("mallory").verify(released);

      assertRefused(signed, "`user:eve` may not push in `acme/pay/api`: no grant gives it");
      // It ends well whatever was answered, but says what was.
      assertThat(cleaned.errors()).contains("`user:eve` may not delete in `acme/pay/api`");
      assertRefused(verified, "`user:mallory` may not pull from `acme/pay/api`");
      String signature = image.digest().value().replace(':', '-') + ".sig";
      assertThat(scene.behind(API, signature)).isPresent();
    }
  }

  private static void assertRefused(Outcome refused, String... reasons) {
    assertThat(refused.succeeded()).as(refused.command()).isFalse();
    assertThat(refused.errors()).contains(reasons);
  }
}
