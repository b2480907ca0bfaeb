package dev.portwrit.source;

import static dev.portwrit.source.SourceFixture.environment;
import static dev.portwrit.source.SourceFixture.paths;
import static dev.portwrit.source.SourceFixture.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.portwrit.diagnostic.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain folders. */
class PolicyFolderTest {
  @TempDir Path folder;
  private Path root;

  @BeforeEach
  void workspace() throws IOException {
    root = Files.createDirectories(folder.resolve("w"));
    write("portwrit.yaml", "version: 1\n");
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Snapshot read() throws SourceException {
    try (PolicySource source = PolicySource.open("w", folder, environment(folder))) {
      return source.read(Revision.CURRENT);
    }
  }

  @Test
  void read_folder_hasWhatTheRuleSays() throws Exception {
    write("teams/pay.yml", "team: acme/pay\n");
    write("big.json", "{}");
    write(".github/workflow.yaml", "on: push\n");
    write("notes.md", "x");
    write("tests/who.yaml", "x: y\n");
    write("tests/deep/no.yaml", "x: y\n");
    write("guardrails/own.rego", "package own\n");
    write("z\u00fcrich/\u6771.yaml", "team: acme/x\n");

    Snapshot snapshot = read();

    assertThat(paths(snapshot.files()))
        .containsExactly("big.json", "portwrit.yaml", "teams/pay.yml", "z\u00fcrich/\u6771.yaml");
    assertThat(paths(snapshot.tests())).containsExactly("tests/who.yaml");
    assertThat(paths(snapshot.guardrails())).containsExactly("guardrails/own.rego");
    assertThat(snapshot.commit()).isEmpty();
    assertThat(snapshot.origin()).isEqualTo(root.toRealPath().toString());
  }

  @Test
  void read_linksAndNestedRepositories_areRefused() throws Exception {
    Files.createSymbolicLink(root.resolve("link.yaml"), Path.of("/etc/hostname"));
    Files.createSymbolicLink(root.resolve("loop"), root);
    Files.createSymbolicLink(root.resolve(".hidden"), root);
    write("vendor/.git", "gitdir: elsewhere\n");
    write("vendor/policy.yaml", "team: acme/x\n");

    Snapshot snapshot = read();

    assertThat(problems(snapshot))
        .containsExactly("link.yaml PW0501", "loop PW0501", "vendor PW0502");
    assertThat(paths(snapshot.files())).containsExactly("portwrit.yaml");
  }

  @Test
  void read_pipe_isRefusedAndNotOpened() throws Exception {
    Process mkfifo = new ProcessBuilder("mkfifo", root.resolve("pipe.yaml").toString()).start();
    assertThat(mkfifo.waitFor()).isZero();

    assertThat(problems(read())).containsExactly("pipe.yaml PW0506");
  }

  @Test
  void read_controlCharacterInAName_isRefusedEscaped() throws Exception {
    write("esc\u001b[31m.yaml", "team: acme/x\n");

    assertThat(problems(read())).containsExactly("esc\\x1b[31m.yaml PW0504");
  }

  @Test
  void read_namesInCase_areRefusedWhereTheyCanStandTogether() throws Exception {
    write("teams/Pay.yaml", "team: acme/x\n");
    write("teams/pay.yaml", "team: acme/y\n");

    if (Files.isSameFile(root.resolve("teams/Pay.yaml"), root.resolve("teams/pay.yaml"))) {
      assertThat(problems(read())).isEmpty();
    } else {
      assertThat(problems(read())).containsExactly("teams/pay.yaml PW0503");
    }
  }

  @Test
  void open_folderWithoutRootFile_saysSo() throws Exception {
    Files.createDirectories(root.resolve("teams"));

    SourceException below =
        catchThrowableOfType(
            SourceException.class, () -> PolicySource.open("w/teams", folder, environment(folder)));
    assertThat(below.code()).isEqualTo(Code.NO_WORKSPACE);
    assertThat(below.diagnostic().toString())
        .startsWith("error[PW0001]: there is no `portwrit.yaml` in `")
        .contains("\n  help: `portwrit init` makes a first workspace");
  }

  @Test
  void open_whatIsNotThere_saysSo() {
    for (String typed : new String[] {"absent", "w/portwrit.yaml", "", "\u0000", "a#b"}) {
      SourceException absent =
          catchThrowableOfType(
              SourceException.class,
              () -> PolicySource.open(typed, folder.resolve("x"), environment(folder)));
      assertThat(absent.code()).as(typed).isEqualTo(Code.SOURCE_UNKNOWN);
    }
  }

  @Test
  void open_folderThatCannotBeLookedInto_isUndetermined() throws Exception {
    assumeThat(folder.getFileSystem().supportedFileAttributeViews())
        .as("file systems with POSIX permissions")
        .contains("posix");
    Path closed = Files.createDirectories(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    try {
      assumeThat(Files.isExecutable(closed)).as("root may look everywhere").isFalse();
      SourceException unknown =
          catchThrowableOfType(
              SourceException.class,
              () -> PolicySource.open("closed", folder, environment(folder)));
      assertThat(unknown.code()).isEqualTo(Code.SOURCE_UNREADABLE);
      assertThat(unknown.isUndetermined()).isTrue();
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void find_nothingUpwards_saysSo() throws Exception {
    Path lonely = Files.createDirectories(folder.resolve("a/b"));

    SourceException none =
        catchThrowableOfType(
            SourceException.class, () -> PolicySource.find(lonely, environment(folder)));
    assertThat(none.code()).isEqualTo(Code.NO_WORKSPACE);
  }

  @Test
  void find_nearestWorkspaceUpwards_wins() throws Exception {
    write("inner/portwrit.yaml", "version: 1\n");
    write("inner/x/policy.yaml", "team: acme/x\n");

    try (PolicySource source = PolicySource.find(root.resolve("inner/x"), environment(folder))) {
      assertThat(paths(source.read(Revision.CURRENT).files()))
          .containsExactly("portwrit.yaml", "x/policy.yaml");
    }
  }

  @Test
  void read_rootFileThatVanished_isNoEmptyWorkspace() throws Exception {
    try (PolicySource source = PolicySource.open("w", folder, environment(folder))) {
      Files.delete(root.resolve("portwrit.yaml"));

      SourceException gone =
          catchThrowableOfType(SourceException.class, () -> source.read(Revision.CURRENT));
      assertThat(gone.code()).isEqualTo(Code.NO_WORKSPACE);
    }
  }
}
