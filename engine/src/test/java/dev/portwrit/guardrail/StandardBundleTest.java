package dev.portwrit.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The committed bundle is the one that the committed rules compile to. */
class StandardBundleTest {
  private static final Path POLICIES = Path.of("..", "policies");

  @Test
  void manifest_namesEveryRuleWithItsHash() throws IOException {
    Map<String, String> actual = new TreeMap<>();
    try (Stream<Path> files = Files.list(POLICIES.resolve("standard"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        actual.put("standard/" + file.getFileName(), hash(Files.readAllBytes(file)));
      }
    }
    actual.put("standard.tar.gz", hash(Files.readAllBytes(POLICIES.resolve("standard.tar.gz"))));
    assertThat(recorded())
        .as("run policies/build and commit what it wrote")
        .containsExactlyInAnyOrderEntriesOf(actual);
  }

  @Test
  void resource_isTheCommittedBundle() throws IOException {
    try (InputStream in = Guardrails.class.getResourceAsStream("standard.tar.gz")) {
      assertThat(Objects.requireNonNull(in).readAllBytes())
          .isEqualTo(Files.readAllBytes(POLICIES.resolve("standard.tar.gz")));
    }
  }

  @Test
  void everyRule_hasItsTests() throws IOException {
    try (Stream<Path> files = Files.list(POLICIES.resolve("standard"))) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      assertThat(names.stream().filter(name -> !name.endsWith("_test.rego")))
          .isNotEmpty()
          .allSatisfy(name -> assertThat(names).contains(name.replace(".rego", "_test.rego")));
    }
  }

  private static Map<String, String> recorded() throws IOException {
    List<String> lines = Files.readAllLines(POLICIES.resolve("MANIFEST"));
    assertThat(lines.get(0)).matches("opa [0-9]+\\.[0-9]+\\.[0-9]+");
    Map<String, String> hashes = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] parts = line.split(" +", 2);
      hashes.put(parts[1], parts[0]);
    }
    return hashes;
  }

  private static String hash(byte[] bytes) {
    return Digest.sha256(bytes).hex();
  }
}
