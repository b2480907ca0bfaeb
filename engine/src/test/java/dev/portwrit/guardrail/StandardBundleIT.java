package dev.portwrit.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed bundle is what {@code opa} makes of the committed rules. */
class StandardBundleIT {
  private static final Path POLICIES = Path.of("..", "policies");

  @TempDir private Path folder;

  @Test
  void build_again_givesTheSamePolicy() throws Exception {
    OpaProgram opa = OpaProgram.require();
    String version = Files.readAllLines(POLICIES.resolve("MANIFEST")).get(0);
    assumeTrue(
        opa.run(POLICIES, "version").contains("Version: " + version.substring("opa ".length())),
        "skipped: the bundle was built by `" + version + "`, which `opa` on this machine is not");
    Path rebuilt = folder.resolve("standard.tar.gz");

    opa.run(
        POLICIES,
        "build",
        "--target",
        "wasm",
        "--ignore",
        "*_test.rego",
        "--output",
        rebuilt.toAbsolutePath().toString(),
        "standard");

    Bundle committed = read(POLICIES.resolve("standard.tar.gz"));
    for (String name : new String[] {"policy.wasm", "data.json", ".manifest"}) {
      assertThat(read(rebuilt).file(name))
          .as("%s: run policies/build and commit what it wrote", name)
          .isEqualTo(committed.file(name));
    }
  }

  @Test
  void rules_areFormattedCheckedAndTested() throws Exception {
    OpaProgram opa = OpaProgram.require();
    assertThat(opa.run(POLICIES, "fmt", "--list", "standard")).isBlank();
    opa.run(POLICIES, "check", "--strict", "standard");
    assertThat(opa.run(POLICIES, "test", "standard")).contains("PASS");
  }

  private static Bundle read(Path file) throws IOException, BundleRefused {
    return Bundle.read(Files.readAllBytes(file));
  }
}
