package dev.portwrit.gateway.write;

import static dev.portwrit.gateway.write.Outcomes.assertCreated;
import static dev.portwrit.gateway.write.Outcomes.assertRefused;
import static dev.portwrit.gateway.write.RealWorld.API;
import static dev.portwrit.gateway.write.RealWorld.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.admission.OciError;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.embedded.RegistryClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same digest under another type, before a registry that keeps the type apart. */
class DeclaredTypeTest {
  private static final String INDEX = RegistryClient.INDEX;

  @TempDir Path folder;
  private RealWorld world;
  private ManifestBytes image;

  @BeforeEach
  void start() throws Exception {
    world = new RealWorld(folder);
    image = world.image("D");
  }

  @AfterEach
  void stop() throws Exception {
    world.stop();
  }

  private static ManifestBytes without(ManifestBytes manifest, String part, String sentAs) {
    String text = new String(manifest.bytes(), StandardCharsets.UTF_8).replace(part, "");
    return new ManifestBytes(text.getBytes(StandardCharsets.UTF_8), sentAs);
  }

  private ManifestBytes untyped(String sentAs) {
    return without(image, "\"mediaType\":\"" + RegistryClient.MANIFEST + "\",", sentAs);
  }

  private String servedType(String tag) throws Exception {
    var answer =
        world.direct.send(
            "GET",
            "/v2/" + API + "/manifests/" + tag,
            "Accept",
            RegistryClient.ANY_MANIFEST + ", text/html");
    return RegistryClient.header(answer, "Content-Type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
        "text/html",
        ""
      })
  void protectedTag_whoseManifestSaysNoType_keepsTheOneItWasPushedUnder(String other)
      throws Exception {
    assertCreated(world.push(BOB, "v1", untyped(RegistryClient.MANIFEST)));
    assertRefused(OciError.Code.MANIFEST_INVALID, world.pushByDigest(BOB, untyped(other)));
    assertRefused(OciError.Code.MANIFEST_INVALID, world.push(BOB, "latest", untyped(other)));
    assertThat(servedType("v1")).isEqualTo(RegistryClient.MANIFEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "/", "a/b\\r\\nX-Other: 1", "a/b\\u001b[2J", "a/\u00e9", " a/b"})
  void manifest_thatSaysATypeThatIsNone_isInvalidInPrintableWords(String said) {
    String text =
        new String(image.bytes(), StandardCharsets.UTF_8).replace(RegistryClient.MANIFEST, said);
    ManifestBytes manifest = new ManifestBytes(text.getBytes(StandardCharsets.UTF_8), "");
    assertRefused(OciError.Code.MANIFEST_INVALID, world.push(BOB, "latest", manifest));
    assertThat(DeclaredType.contradiction(manifest).orElseThrow())
        .matches(words -> words.codePoints().allMatch(Printable::isPrintable));
  }

  @Test
  void manifest_sentAsAnotherTypeThanItSays_isInvalid() {
    ManifestBytes other = new ManifestBytes(image.bytes(), INDEX);
    assertRefused(OciError.Code.MANIFEST_INVALID, world.push(BOB, "latest", other));
  }

  @Test
  void manifest_thatIsAnImageAndAnIndex_isInvalidUnderEitherType() {
    String text = new String(image.bytes(), StandardCharsets.UTF_8);
    String child =
        "\"manifests\":[{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":1}],"
            .formatted(RegistryClient.MANIFEST, image.digest());
    byte[] both = text.replaceFirst("\\{", "{" + child).getBytes(StandardCharsets.UTF_8);
    for (String type : new String[] {RegistryClient.MANIFEST, INDEX}) {
      assertRefused(
          OciError.Code.MANIFEST_INVALID, world.push(BOB, "latest", new ManifestBytes(both, type)));
    }
  }

  @Test
  void type_withParametersAndInCapitals_orLeftOut_isPassedOnAsTheManifestSaysIt() throws Exception {
    String same = RegistryClient.MANIFEST.replace("oci", "OCI") + "; charset=utf-8";
    for (String type : new String[] {same, ""}) {
      assertCreated(world.push(BOB, "latest", new ManifestBytes(image.bytes(), type)));
      assertThat(world.seen)
          .filteredOn(request -> request.method().equals("PUT"))
          .last()
          .satisfies(
              request ->
                  assertThat(request.header("Content-Type")).contains(RegistryClient.MANIFEST));
    }
  }

  @Test
  void manifestWithNothingInIt_isNoImage() {
    byte[] nothing = "{}".getBytes(StandardCharsets.UTF_8);
    world.forwarded();
    assertRefused(
        OciError.Code.MANIFEST_INVALID,
        world.push(BOB, "v1", new ManifestBytes(nothing, RegistryClient.MANIFEST)));
    assertThat(world.forwarded()).isEmpty();
  }

  @Test
  void indexWithoutChildren_isOneUnderItsType() throws Exception {
    byte[] empty = "{\"schemaVersion\":2,\"manifests\":[]}".getBytes(StandardCharsets.UTF_8);
    assertCreated(world.push(BOB, "latest", new ManifestBytes(empty, INDEX)));
  }
}
