package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoVerbTest {
  @TempDir Path folder;

  @Test
  void mainJob_happensFromPolicyToRefusedPush() {
    Command.Outcome outcome = Command.in(folder).run("demo", "--keep", "demo");
    assertThat(outcome.err()).doesNotContain("error:");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.YES);
    assertThat(outcome.out())
        .contains("pushed   acme/pay/api:v1.4.2")
        .contains("no grant gives it")
        .contains("protection acme/releases (immutable) (acme.yaml:15)")
        .contains("intact: ");
    assertThat(folder.resolve("demo/policies/.git")).isDirectory();
  }

  @Test
  void keptFolderThatIsThere_isLeftAlone() throws Exception {
    Files.createDirectory(folder.resolve("mine"));
    Command.Outcome outcome = Command.in(folder).run("demo", "--keep", "mine");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("mine` is already there").contains("--keep");
    assertThat(folder.resolve("mine")).isEmptyDirectory();
  }
}
