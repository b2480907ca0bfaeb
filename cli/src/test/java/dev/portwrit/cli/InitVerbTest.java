package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitVerbTest {
  @TempDir Path folder;

  @Test
  void firstWorkspace_hasNoProblemAndMeetsItsTests() {
    assertThat(Command.in(folder).run("init").exitCode()).isEqualTo(ExitCode.YES);
    assertThat(Command.in(folder).run("check").err()).isEqualTo("2 files, 0 errors\n");
    assertThat(Command.in(folder).run("test").out()).isEqualTo("4 passed, 0 failed\n");
  }

  @Test
  void whereSomethingIsAlready_writesNothing() throws Exception {
    Files.writeString(folder.resolve("acme.yaml"), "organization: acme\n");
    Command.Outcome outcome = Command.in(folder).run("init");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("acme.yaml").contains("nothing was written");
    assertThat(folder.resolve("portwrit.yaml")).doesNotExist();
  }

  @Test
  void namedFolder_isMade() {
    assertThat(Command.in(folder).run("init", "policies").exitCode()).isEqualTo(ExitCode.YES);
    assertThat(folder.resolve("policies/portwrit.yaml")).exists();
  }

  @Test
  void firstWorkspace_isLaidOutCanonically() {
    Command.in(folder).run("init");
    assertThat(Command.in(folder).run("fmt", "--check"))
        .isEqualTo(new Command.Outcome(ExitCode.YES, "", ""));
  }

  @Test
  void workspaceOption_namesTheFolder() {
    assertThat(Command.in(folder).run("init", "-C", "policies").exitCode()).isEqualTo(ExitCode.YES);
    assertThat(folder.resolve("policies/portwrit.yaml")).exists();
    assertThat(folder.resolve("portwrit.yaml")).doesNotExist();
  }

  @Test
  void folderThatIsAFile_saysSo() throws Exception {
    Files.writeString(folder.resolve("taken"), "");
    Command.Outcome outcome = Command.in(folder).run("init", "taken");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.err()).contains("taken` is already there");
  }
}
