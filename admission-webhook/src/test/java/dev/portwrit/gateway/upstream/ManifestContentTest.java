package dev.portwrit.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.diagnostic.Printable;
import dev.portwrit.gateway.upstream.ManifestContent.Read;
import dev.portwrit.gateway.upstream.ManifestContent.Unreadable;
import dev.portwrit.reference.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestContentTest {
  private static final String A = "sha256:" + "a".repeat(64);
  private static final String B = "sha256:" + "b".repeat(64);
  private static final String C = "sha256:" + "c".repeat(64);

  @Test
  void read_image_hasConfigAndLayers() {
    ManifestContent image =
        readable(
            """
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
             "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":2},
             "layers":[{"mediaType":"l","digest":"%s","size":3}],
             "annotations":{"org.opencontainers.image.source":"https://example.org"}}
            """
                .formatted(A, B));
    assertThat(image.config()).map(Descriptor::digest).contains(new Digest(A));
    assertThat(image.layers()).containsExactly(new Descriptor("l", new Digest(B), 3));
    assertThat(image.children()).isEmpty();
    assertThat(image.annotations())
        .isEqualTo(Map.of("org.opencontainers.image.source", "https://example.org"));
  }

  @Test
  void read_index_hasChildrenAndSubject() {
    ManifestContent index =
        readable(
            "{\"manifests\":[{\"digest\":\"%s\"},{\"digest\":\"%s\"}],\"subject\":{\"digest\":\"%s\"}}"
                .formatted(A, B, C));
    assertThat(index.children())
        .extracting(Descriptor::digest)
        .containsExactly(new Digest(A), new Digest(B));
    assertThat(index.subject()).map(Descriptor::digest).contains(new Digest(C));
  }

  @Test
  void read_artifactManifest_hasBlobsAsLayers() {
    ManifestContent artifact =
        readable("{\"artifactType\":\"t\",\"blobs\":[{\"digest\":\"%s\"}]}".formatted(A));
    assertThat(artifact.layers()).extracting(Descriptor::digest).containsExactly(new Digest(A));
    assertThat(artifact.artifactType()).contains("t");
  }

  @Test
  void read_nulls_countAsAbsent() {
    ManifestContent content =
        readable("{\"config\":null,\"layers\":null,\"annotations\":null,\"mediaType\":null}");
    assertThat(content.config()).isEmpty();
    assertThat(content.layers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{} {}",
        "{\"layers\":{}}",
        "{\"layers\":[1]}",
        "{\"layers\":[{}]}",
        "{\"layers\":[{\"digest\":\"md5:00\"}]}",
        "{\"layers\":[{\"digest\":7}]}",
        "{\"config\":[]}",
        "{\"mediaType\":1}",
        "{\"annotations\":{\"a\":1}}",
        "{\"fsLayers\":[]}"
      })
  void read_whatIsNoManifest_isUnreadable(String text) {
    assertThat(ManifestContent.read(bytes(text))).isInstanceOf(Unreadable.class);
  }

  @Test
  void read_keyTwice_isUnreadable() {
    assertThat(ManifestContent.read(bytes("{\"layers\":[],\"layers\":[]}")))
        .isInstanceOf(Unreadable.class);
    assertThat(ManifestContent.read(bytes("{\"layers\":[],\"l\\u0061yers\":[]}")))
        .isInstanceOf(Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Layers", "LAYERS", "layerſ", "manifestS", "CONFIG", "Subject"})
  void read_keyThatGoWouldTakeForAKnownOne_isUnreadable(String key) {
    assertThat(ManifestContent.read(bytes("{\"" + key + "\":[]}"))).isInstanceOf(Unreadable.class);
  }

  @Test
  void read_descriptorKeyInOtherCase_isUnreadable() {
    assertThat(
            ManifestContent.read(
                bytes("{\"layers\":[{\"digest\":\"%s\",\"Digest\":\"%s\"}]}".formatted(A, B))))
        .isInstanceOf(Unreadable.class);
  }

  @Test
  void read_deepNesting_isUnreadable() {
    String deep = "{\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    assertThat(ManifestContent.read(bytes(deep))).isInstanceOf(Unreadable.class);
  }

  @Test
  void read_tooManyDescriptors_isUnreadable() {
    String one = "{\"digest\":\"" + A + "\"}";
    String many = "{\"layers\":[" + (one + ",").repeat(10_000) + one + "]}";
    assertThat(ManifestContent.read(bytes(many))).isInstanceOf(Unreadable.class);
  }

  @Test
  void read_otherEncodings_areUnreadable() {
    assertThat(ManifestContent.read("{}".getBytes(StandardCharsets.UTF_16)))
        .isInstanceOf(Unreadable.class);
    assertThat(ManifestContent.read(new byte[] {'{', (byte) 0xff, '}'}))
        .isInstanceOf(Unreadable.class);
  }

  @Test
  void read_wordWithControlCharacters_hasACauseThatCanBeShown() {
    assertThat(ManifestContent.read(bytes("{\"a\":x\u001b[2Jy\u0000z}")))
        .isInstanceOfSatisfying(
            Unreadable.class,
            unreadable ->
                assertThat(unreadable.cause())
                    .contains("x\\u001b")
                    .matches(text -> text.codePoints().allMatch(Printable::isPrintable)));
  }

  private static ManifestContent readable(String text) {
    return ((Read) ManifestContent.read(bytes(text))).content();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
