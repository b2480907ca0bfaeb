package dev.portwrit.source;

import static dev.portwrit.source.SourceFixture.environment;
import static dev.portwrit.source.SourceFixture.paths;
import static dev.portwrit.source.SourceFixture.problems;
import static dev.portwrit.source.SourceFixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portwrit.diagnostic.Code;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits that hold what a checkout would follow, confuse or choke on. */
class CommitReaderIT {
  @TempDir Path folder;
  private RealGit git;

  @BeforeEach
  void workspace() {
    git = RealGit.init(folder.resolve("w")).write("portwrit.yaml", "version: 1\n");
    git.run("add", "--all");
  }

  private Snapshot readHead() throws SourceException {
    git.run("commit", "--quiet", "--message", "as staged");
    return read(git.folder().toString(), "HEAD", folder);
  }

  private String blob(String text) {
    return git.runWith(text.getBytes(StandardCharsets.UTF_8), "hash-object", "-w", "--stdin");
  }

  private void stage(String mode, String id, String path) {
    git.run("update-index", "--add", "--cacheinfo", mode + "," + id + "," + path);
  }

  @Test
  void read_symbolicLinks_areRefusedWithTheirPlace() throws Exception {
    stage("120000", blob("/etc/passwd"), "teams/link.yaml");
    stage("120000", blob("../elsewhere"), "folder");
    stage("120000", blob("x"), "guardrails");
    stage("120000", blob("x"), ".hidden");
    stage("120000", blob("x"), "tests/data/below");

    Snapshot snapshot = readHead();

    assertThat(problems(snapshot))
        .containsExactly("folder PW0501", "guardrails PW0501", "teams/link.yaml PW0501");
    assertThat(snapshot.hasErrors()).isTrue();
    assertThat(snapshot.diagnostics().get(2))
        .hasToString(
            "teams/link.yaml:1:1: error[PW0501]: symbolic links are not followed\n"
                + "  help: put a file or a folder in its place, or give it a name that starts with"
                + " a dot");
    assertThat(paths(snapshot.files())).containsExactly("portwrit.yaml");
  }

  @Test
  void read_submodule_isRefusedWithItsPlace() throws Exception {
    stage("160000", "a".repeat(40), "vendor/other");

    assertThat(problems(readHead())).containsExactly("vendor/other PW0502");
  }

  @Test
  void read_pathsThatDifferOnlyInCase_areRefusedAtTheLaterOne() throws Exception {
    String id = blob("team: acme/x\n");
    for (String path :
        new String[] {
          "teams/Pay.yaml", "teams/pay.yaml", "Docs/a.yaml", "docs/b.yaml", "readme", "README"
        }) {
      stage("100644", id, path);
    }

    Snapshot snapshot = readHead();

    assertThat(problems(snapshot)).containsExactly("docs/b.yaml PW0503", "teams/pay.yaml PW0503");
    assertThat(snapshot.diagnostics().get(1).message())
        .isEqualTo("`teams/Pay.yaml` and `teams/pay.yaml` differ only in case");
  }

  @Test
  void read_pathsThatDifferOnlyInUnicodeComposition_areRefused() throws Exception {
    String id = blob("team: acme/x\n");
    stage("100644", id, "z\u00fcrich.yaml");
    stage("100644", id, "zu\u0308rich.yaml");

    assertThat(readHead().diagnostics()).extracting(d -> d.code()).containsExactly(Code.PATH_CASE);
  }

  @Test
  void read_oddButShowableNames_areFiles() throws Exception {
    for (String path : new String[] {"a b.yaml", "q\"'`$(x).yml", "z\u00fcrich/\u6771.json"}) {
      stage("100644", blob("team: acme/x\n"), path);
    }

    Snapshot snapshot = readHead();

    assertThat(snapshot.diagnostics()).isEmpty();
    assertThat(paths(snapshot.files()))
        .containsExactly("a b.yaml", "portwrit.yaml", "q\"'`$(x).yml", "z\u00fcrich/\u6771.json");
  }

  @Test
  void read_namesThatCannotBeShown_areRefusedInAFormThatCan() throws Exception {
    String id = blob("team: acme/x\n");
    ByteArrayOutputStream tree = new ByteArrayOutputStream();
    tree.writeBytes(entry(id, "esc\u001b[31m.yaml".getBytes(StandardCharsets.UTF_8)));
    tree.writeBytes(entry(id, "latin\u00fc.yaml".getBytes(StandardCharsets.ISO_8859_1)));
    tree.writeBytes(entry(id, "line\nend.yaml".getBytes(StandardCharsets.UTF_8)));
    tree.writeBytes(entry(id, "portwrit.yaml".getBytes(StandardCharsets.UTF_8)));
    tree.writeBytes(entry(id, "turn\u202e.yaml".getBytes(StandardCharsets.UTF_8)));
    String treeId = git.runWith(tree.toByteArray(), "mktree", "-z");
    String commit = git.run("commit-tree", treeId, "-m", "odd");

    Snapshot snapshot = read(git.folder().toString(), commit, folder);

    assertThat(problems(snapshot))
        .containsExactly(
            "esc\\x1b[31m.yaml PW0504",
            "latin\\xfc.yaml PW0504",
            "line\\x0aend.yaml PW0504",
            "turn\\xe2\\x80\\xae.yaml PW0504");
  }

  private static byte[] entry(String blob, byte[] name) {
    ByteArrayOutputStream entry = new ByteArrayOutputStream();
    entry.writeBytes(("100644 blob " + blob + "\t").getBytes(StandardCharsets.US_ASCII));
    entry.writeBytes(name);
    entry.write(0);
    return entry.toByteArray();
  }

  @Test
  void read_areas_areKeptApart() throws Exception {
    for (String path :
        Stream.of(
                "tests/a.yaml tests/b.yml tests/c.json tests/deep/d.yaml guardrails/own.rego"
                    + " guardrails/own_test.rego guardrails/x/data.json sub/tests/e.yaml"
                    + " sub/guardrails/f.yaml .github/workflow.yaml sub/.g.yaml notes.md"
                    + " h.YAML tests.yaml")
            .flatMap(all -> Stream.of(all.split(" ")))
            .toList()) {
      stage("100644", blob("x: y\n"), path);
    }

    Snapshot snapshot = readHead();

    assertThat(paths(snapshot.files()))
        .containsExactly(
            "portwrit.yaml", "sub/guardrails/f.yaml", "sub/tests/e.yaml", "tests.yaml");
    assertThat(paths(snapshot.tests())).containsExactly("tests/a.yaml", "tests/b.yml");
    assertThat(paths(snapshot.guardrails()))
        .containsExactly(
            "guardrails/own.rego", "guardrails/own_test.rego", "guardrails/x/data.json");
  }

  @Test
  void read_hugeFile_isRefusedUnread() throws Exception {
    git.write("huge.yaml", " ".repeat(SourceLimits.DEFAULT.fileBytes() + 1));
    git.write("huge.md", " ".repeat(SourceLimits.DEFAULT.fileBytes() + 1));
    git.run("add", "--all");

    Snapshot snapshot = readHead();

    assertThat(problems(snapshot)).containsExactly("huge.yaml PW0209");
    assertThat(paths(snapshot.files())).containsExactly("portwrit.yaml");
  }

  @Test
  void read_treeOfTreesThatNeverEnds_isCutOff() throws Exception {
    String tree =
        git.runWith(
            ("100644 blob " + blob("x: y") + "\ta.md\n").getBytes(StandardCharsets.US_ASCII),
            "mktree");
    for (int level = 0; level < 12; level++) {
      StringBuilder entries = new StringBuilder();
      for (int i = 0; i < 10; i++) {
        entries.append("040000 tree ").append(tree).append("\td").append(i).append('\n');
      }
      tree = git.runWith(entries.toString().getBytes(StandardCharsets.US_ASCII), "mktree");
    }
    String root = "040000 tree " + tree + "\tz\n100644 blob " + blob("x: y") + "\tportwrit.yaml\n";
    String top = git.runWith(root.getBytes(StandardCharsets.US_ASCII), "mktree");
    String commit = git.run("commit-tree", top, "-m", "bomb");

    SourceLimits limits = new SourceLimits(100, 100, 1000, 5000, 64);
    try (PolicySource source = PolicySource.open(git.folder().toString(), folder, with(limits))) {
      assertThat(source.read(Revision.parse(commit)).diagnostics())
          .extracting(d -> d.code())
          .containsExactly(Code.FOLDERS_TOO_LARGE);
    }
  }

  private SourceEnvironment with(SourceLimits limits) {
    return new SourceEnvironment(
        folder, folder, Map.of(), limits, Duration.ofSeconds(5), Clock.systemUTC());
  }

  @Test
  void read_overALimit_saysSoOnce() throws Exception {
    SourceLimits small = new SourceLimits(100, 3, 1000, 1000, 2);
    for (String path : new String[] {"a.yaml", "b.yaml", "c.yaml", "d/d/d/d.yaml"}) {
      git.write(path, "team: acme/x\n");
    }
    git.commit("many");
    for (Revision revision : new Revision[] {Revision.CURRENT, Revision.parse("HEAD")}) {
      try (PolicySource source = PolicySource.open(git.folder().toString(), folder, with(small))) {
        assertThat(problems(source.read(revision)))
            .containsExactly("d/d/d PW0505", "portwrit.yaml PW0002");
      }
    }
  }

  @Test
  void read_emptyRepository_saysThatThereIsNoCommit() {
    RealGit empty = RealGit.initBare(folder.resolve("empty.git"));

    for (String place : new String[] {"empty.git", empty.folder().toUri().toString()}) {
      SourceException none =
          catchThrowableOfType(SourceException.class, () -> read(place, "", folder));
      assertThat(none.code()).as(place).isEqualTo(Code.REVISION_UNKNOWN);
      assertThat(none).hasMessageContaining("has no commit yet");
      assertThat(none.isUndetermined()).isFalse();
    }
  }

  @Test
  void read_brokenObject_isAnErrorAndNoException() throws Exception {
    String id = git.write("acme.yaml", "organization: acme\n").commit("first");
    String blob = git.run("rev-parse", id + ":acme.yaml");
    Path object = git.folder().resolve(".git/objects").resolve(blob.substring(0, 2));
    java.nio.file.Files.setPosixFilePermissions(
        object.resolve(blob.substring(2)),
        java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    java.nio.file.Files.writeString(object.resolve(blob.substring(2)), "garbage");

    SourceException broken =
        catchThrowableOfType(
            SourceException.class, () -> read(git.folder().toString(), "HEAD", folder));

    assertThat(broken.code()).isEqualTo(Code.SOURCE_UNREADABLE);
    assertThat(broken.isUndetermined()).isTrue();
  }

  @Test
  void read_secondCommit_sharesWhatDidNotChange() throws Exception {
    git.write("a.yaml", "team: acme/a\n").write("b.yaml", "team: acme/b\n").commit("first");
    try (PolicySource source =
        PolicySource.open(git.folder().toString(), folder, environment(folder))) {
      Snapshot first = source.read(Revision.parse("HEAD"));
      git.write("b.yaml", "team: acme/c\n").commit("second");
      Snapshot second = source.read(Revision.parse("HEAD"));

      assertThat(second.files().get(0)).isSameAs(first.files().get(0));
      assertThat(second.files().get(1)).isEqualTo(PolicyFile.of("b.yaml", "team: acme/c\n"));
      assertThat(second.fingerprint()).isNotEqualTo(first.fingerprint());
      assertThat(second.hasSameContent(first)).isFalse();
    }
  }
}
