package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FmtVerbTest {
  private static final String UNTIDY = "organization:    acme   # ours\nowners:   [ada]\n";
  private static final String TIDY = "organization: acme # ours\nowners: [ada]\n";

  @TempDir Path folder;

  @BeforeEach
  void workspace() throws IOException {
    Files.writeString(folder.resolve("portwrit.yaml"), "version: 1\n");
    Files.writeString(folder.resolve("acme.yaml"), UNTIDY);
  }

  @Test
  void check_namesTheFileAndChangesNothing() throws IOException {
    Command.Outcome outcome = Command.in(folder).run("fmt", "--check");
    assertThat(outcome).isEqualTo(new Command.Outcome(ExitCode.NO, "acme.yaml\n", ""));
    assertThat(folder.resolve("acme.yaml")).hasContent(UNTIDY);
  }

  @Test
  void fmt_writesTheFileAndNothingBesideIt() throws IOException {
    assertThat(Command.in(folder).run("fmt").exitCode()).isEqualTo(ExitCode.YES);
    assertThat(Files.readString(folder.resolve("acme.yaml"))).isEqualTo(TIDY);
    try (var names = Files.list(folder)) {
      assertThat(names.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("acme.yaml", "portwrit.yaml");
    }
    assertThat(Command.in(folder).run("fmt", "--check").exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void fmt_leavesWhoMayReadTheFile() throws IOException {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews())
        .as("file systems with POSIX permissions")
        .contains("posix");
    Files.setPosixFilePermissions(
        folder.resolve("acme.yaml"), PosixFilePermissions.fromString("rw-rw-r--"));
    Command.in(folder).run("fmt");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("acme.yaml"))))
        .isEqualTo("rw-rw-r--");
  }

  @Test
  void fileWithErrors_isNamedAndLeftAlone_quietToo() throws IOException {
    Files.writeString(folder.resolve("bad.yaml"), "organization: [\n");
    Command.Outcome outcome = Command.in(folder).run("fmt", "-q");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("`bad.yaml` is left alone").contains("portwrit check");
    assertThat(folder.resolve("bad.yaml")).hasContent("organization: [\n");
  }

  @Test
  void symbolicLink_isRefusedWithItsPlace() throws IOException {
    Files.createSymbolicLink(folder.resolve("link.yaml"), folder.resolve("acme.yaml"));
    Command.Outcome outcome = Command.in(folder).run("fmt", "--check");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("link.yaml:1:1: error[PW0501]");
  }

  @Test
  void bareRepository_isRefusedAndNothingIsWrittenIntoIt(@TempDir Path other) throws Exception {
    try (Git git = Git.init().setDirectory(folder.toFile()).call()) {
      git.add().addFilepattern(".").call();
      git.commit().setMessage("Begin").setAuthor("a", "a@b").setCommitter("a", "a@b").call();
    }
    Path bare = other.resolve("bare.git");
    Git.cloneRepository()
        .setURI(folder.toUri().toString())
        .setDirectory(bare.toFile())
        .setBare(true)
        .call()
        .close();
    List<String> before = names(bare);
    Command.Outcome outcome = Command.in(other).run("fmt", "-C", "bare.git");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("`fmt` writes files of a folder");
    assertThat(names(bare)).isEqualTo(before);
  }

  private static List<String> names(Path folder) throws IOException {
    try (var names = Files.list(folder)) {
      return names.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
