package dev.portwrit.guardrail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.reference.Digest;
import java.util.Optional;

/** What holds of any bytes that a guardrail is asked about as a manifest with its configuration. */
class ManifestReaderFuzzTest {
  /**
   * An input is the configuration on a line, and behind it the manifest, which names it by {@code
   * CONFIG}.
   */
  @FuzzTest
  void read_anyBytes_isFactsOrACauseThatCanBeShown(byte[] input) {
    String[] parts = new String(input, UTF_8).split("\n", 2);
    byte[] config = parts[0].getBytes(UTF_8);
    String named =
        parts.length < 2 ? "" : parts[1].replace("CONFIG", Digest.sha256(config).value());
    byte[] manifest = named.getBytes(UTF_8);
    ContentSource source = new Only(config, manifest);
    try {
      ManifestFacts facts = ManifestReader.read(manifest, source);
      assertThat(facts.digest()).isEqualTo(Digest.sha256(manifest).value());
      assertThat(ManifestReader.read(manifest, source)).isEqualTo(facts);
      byte[] written = StrictJson.write(StrictJson.parse(named));
      assertThat(StrictJson.write(StrictJson.parse(written))).isEqualTo(written);
    } catch (EvaluationFailed e) {
      assertThat(String.valueOf(e.getMessage()))
          .matches(text -> text.codePoints().allMatch(Printable::isPrintable));
    } catch (JsonRefused e) {
      throw new AssertionError("it was read before", e);
    }
  }

  /** A registry with one blob, and one manifest that may name itself. */
  private static final class Only implements ContentSource {
    private final byte[] blob;
    private final byte[] manifest;

    Only(byte[] blob, byte[] manifest) {
      this.blob = blob;
      this.manifest = manifest;
    }

    @Override
    public Optional<byte[]> manifest(Digest digest) {
      return Optional.of(manifest);
    }

    @Override
    public Optional<byte[]> blob(Digest digest) {
      return Optional.of(blob);
    }
  }
}
