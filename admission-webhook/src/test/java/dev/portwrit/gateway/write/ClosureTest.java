package dev.portwrit.gateway.write;

import static dev.portwrit.gateway.write.Outcomes.assertCreated;
import static dev.portwrit.gateway.write.Outcomes.assertDeleted;
import static dev.portwrit.gateway.write.Outcomes.assertDenied;
import static dev.portwrit.gateway.write.RealWorld.API;
import static dev.portwrit.gateway.write.RealWorld.BOB;
import static dev.portwrit.gateway.write.RealWorld.CY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.ledger.Closure;
import dev.portwrit.reference.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a protected tag is made of, however its manifests were worded to hide it. */
class ClosureTest {
  @TempDir Path folder;
  private RealWorld world;

  @BeforeEach
  void start() throws Exception {
    world = new RealWorld(folder);
  }

  @AfterEach
  void stop() throws Exception {
    world.stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.OCI.image.manifest.v1+json",
        "application/vnd.oci.image.manifest.v1+json; charset=utf-8",
        "application/vnd.docker.distribution.manifest.v1+prettyjws",
        "application/vnd.oci.image.layer.v1.tar",
        "application/vnd.acme.thing"
      })
  void layerOfAChild_thatIsSaidToBeOfAnyType_isRefused(String mediaType) throws Exception {
    ManifestBytes child = world.image("X");
    world.outside(child.digest().value(), child);
    String text = new String(world.index(child).bytes(), StandardCharsets.UTF_8);
    String other = text.replace("\"" + RegistryClient.MANIFEST + "\"", "\"" + mediaType + "\"");
    assertThat(other).isNotEqualTo(text);
    assertCreated(
        world.push(
            BOB, "v1", new ManifestBytes(RegistryClient.bytes(other), RegistryClient.INDEX)));
    assertDenied(world.writes().deleteBlob(CY, API, sha256("X")));
    assertDenied(world.delete(CY, child.digest().value()));
  }

  @Test
  void layerOfAChild_thatIsALayerOfAnotherChildToo_isRefused() throws Exception {
    ManifestBytes hidden = world.image("X");
    ManifestBytes cover = world.image(new String(hidden.bytes(), StandardCharsets.UTF_8));
    assertCreated(world.push(BOB, "v1", world.index(cover, hidden)));
    assertDenied(world.writes().deleteBlob(CY, API, sha256("X")));
  }

  @Test
  void blobThatAnIndexLists_isAPart_andAMissingManifestIsNot() throws Exception {
    Digest listed = world.direct.pushBlob(API.value(), RegistryClient.bytes("cache"));
    ManifestBytes index =
        new ManifestBytes(
            RegistryClient.bytes(
                new String(RegistryClient.index(listed), StandardCharsets.UTF_8)
                    .replace(
                        "\"" + RegistryClient.MANIFEST + "\"",
                        "\"application/vnd.oci.image.layer.v1.tar\"")),
            RegistryClient.INDEX);
    Closure closure = ClosureReader.of(world.parts().upstream(), API, index);
    assertThat(closure.isComplete()).isTrue();
    assertThat(closure.members()).containsExactly(listed);
    ManifestBytes broken =
        new ManifestBytes(RegistryClient.index(sha256("nowhere")), RegistryClient.INDEX);
    assertThat(ClosureReader.of(world.parts().upstream(), API, broken).isComplete()).isFalse();
  }

  @Test
  void layerOfAChild_thatCameAfterItsIndexWasLookedAt_isRefused() throws Exception {
    ManifestBytes child = world.image("X");
    String text = new String(world.index(child).bytes(), StandardCharsets.UTF_8);
    String other = text.replace("\"" + RegistryClient.MANIFEST + "\"", "\"application/x\"");
    ManifestBytes index = new ManifestBytes(RegistryClient.bytes(other), RegistryClient.INDEX);
    assertCreated(world.push(BOB, "v1", index));
    // Somebody takes the child away for as long as it takes to look at the index.
    world.outsideDelete(child.digest().value());
    Digest blob = world.direct.pushBlob(API.value(), new byte[] {1, 2, 3});
    assertDeleted(world.writes().deleteBlob(CY, API, blob));
    assertCreated(world.pushByDigest(BOB, child));
    assertDenied(world.writes().deleteBlob(CY, API, sha256("X")));
    assertDenied(world.delete(CY, child.digest().value()));
  }

  private static Digest sha256(String text) {
    return Digest.sha256(RegistryClient.bytes(text));
  }
}
