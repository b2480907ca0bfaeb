package dev.portwrit.source;

import static dev.portwrit.source.SourceFixture.environment;
import static dev.portwrit.source.SourceFixture.open;
import static dev.portwrit.source.SourceFixture.paths;
import static dev.portwrit.source.SourceFixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portwrit.diagnostic.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every form in which a workspace is opened, with repositories that the real git made. */
class PolicySourceIT {
  @TempDir Path folder;

  private RealGit workspace(Path place) {
    RealGit git = RealGit.init(place);
    git.write("portwrit.yaml", "version: 1\n").write("acme.yaml", "organization: acme\n");
    return git;
  }

  @Test
  void read_workingTreeWithoutRevision_isTheTree() throws Exception {
    RealGit git = workspace(folder.resolve("w"));
    git.commit("first");
    git.write("acme.yaml", "organization: changed\n").write("new.yaml", "team: acme/new\n");

    Snapshot tree = read(git.folder().toString(), "", folder);
    Snapshot head = read(git.folder().toString(), "HEAD", folder);

    assertThat(paths(tree.files())).containsExactly("acme.yaml", "new.yaml", "portwrit.yaml");
    assertThat(tree.commit()).isEmpty();
    assertThat(tree.asOf()).isEmpty();
    assertThat(paths(head.files())).containsExactly("acme.yaml", "portwrit.yaml");
    assertThat(head.files().get(0)).isEqualTo(PolicyFile.of("acme.yaml", "organization: acme\n"));
    assertThat(head.asOf()).contains(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void read_commit_saysWhoAndWhen() throws Exception {
    RealGit git = workspace(folder.resolve("w"));
    String id = git.at("2026-02-03T04:05:06Z").commit("let pay push\n\nbecause");

    CommitInfo commit = read(git.folder().toString(), "main", folder).commit().orElseThrow();

    assertThat(commit.id()).isEqualTo(id);
    assertThat(commit.subject()).isEqualTo("let pay push");
    assertThat(commit.message()).isEqualTo("let pay push\n\nbecause\n");
    assertThat(commit.parents()).isEmpty();
    Instant then = Instant.parse("2026-02-03T04:05:06Z");
    assertThat(commit.author()).isEqualTo(new CommitInfo.Person("Ada", "ada@acme.example", then));
    assertThat(commit.committer())
        .isEqualTo(new CommitInfo.Person("Bob", "bob@acme.example", then));
  }

  @Test
  void read_branchTagAndAbbreviatedCommit_areFound() throws Exception {
    RealGit git = workspace(folder.resolve("w"));
    String first = git.commit("first");
    git.run("tag", "light");
    git.run("tag", "--annotate", "heavy", "--message", "a tag of its own");
    git.write("more.yaml", "team: acme/more\n").commit("second");
    String place = git.folder().toString();

    for (String name : new String[] {"light", "heavy", first, first.substring(0, 8), "main~1"}) {
      assertThat(read(place, name, folder).commit().orElseThrow().id()).as(name).isEqualTo(first);
    }
    assertThat(paths(read(place, "main", folder).files())).contains("more.yaml");
  }

  @Test
  void read_bareRepository_isHead() throws Exception {
    RealGit git = workspace(folder.resolve("w"));
    String id = git.commit("first");
    git.run("clone", "--quiet", "--bare", ".", folder.resolve("b.git").toString());

    Snapshot snapshot = read("b.git", "", folder);

    assertThat(snapshot.commit().orElseThrow().id()).isEqualTo(id);
    assertThat(snapshot.asOf()).isEmpty();
    assertThat(paths(snapshot.files())).containsExactly("acme.yaml", "portwrit.yaml");
  }

  /** A change that brings a history along, by which it would be judged. */
  @Test
  void read_repositoryAmongCommittedFiles_isRefused() throws Exception {
    RealGit git = workspace(folder.resolve("w"));
    git.commit("first");
    git.run("clone", "--quiet", "--bare", ".", folder.resolve("b.git").toString());
    for (String place : List.of("w", "w/policies", "w/policies/deep")) {
      Path within = Files.createDirectories(folder.resolve(place));
      for (String part : List.of("HEAD", "objects", "refs")) {
        copy(folder.resolve("b.git").resolve(part), within.resolve(part));
      }
      assertThatThrownBy(() -> read(place, "", folder))
          .as(place)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("looks like a repository among files of another");
      Files.createSymbolicLink(folder.resolve("link-" + place.replace('/', '-')), within);
    }
    for (String link : List.of("link-w", "link-w-policies", "link-w-policies-deep")) {
      assertThatThrownBy(() -> read(link, "", folder))
          .as(link)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("looks like a repository among files of another");
    }
  }

  /** Files that were brought here without their repository. */
  @Test
  void read_rootFileBesideWhatLooksLikeARepository_isRefused() throws Exception {
    RealGit git = workspace(folder.resolve("w"));
    git.commit("first");
    git.run("clone", "--quiet", "--bare", ".", folder.resolve("b.git").toString());
    Files.copy(folder.resolve("w/portwrit.yaml"), folder.resolve("b.git/portwrit.yaml"));

    assertThatThrownBy(() -> read("b.git", "", folder))
        .hasMessageContaining("looks like a repository among files of another");
  }

  @Test
  void read_insideOfTheRepositoryOfAWorkingTree_isHead() throws Exception {
    RealGit git = workspace(folder.resolve("w"));
    String id = git.commit("first");

    assertThat(read("w/.git", "", folder).commit().orElseThrow().id()).isEqualTo(id);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }

  @Test
  void read_fileUrl_isHeadOfTheRemoteNow() throws Exception {
    RealGit git = workspace(folder.resolve("some where"));
    git.commit("first");
    String url = git.folder().toUri().toString();

    assertThat(paths(read(url, "", folder).files())).containsExactly("acme.yaml", "portwrit.yaml");
    git.write("more.yaml", "team: acme/more\n").commit("second");
    assertThat(paths(read(url, "", folder).files())).contains("more.yaml");
  }

  @Test
  void read_partOfARepository_hasPathsBelowItsRoot() throws Exception {
    RealGit git = RealGit.init(folder.resolve("w"));
    git.write("README.md", "x").write("deploy/policies/portwrit.yaml", "version: 1\n");
    git.write("deploy/policies/teams/pay.yaml", "team: acme/pay\n").write("other.yaml", "a: b\n");
    git.commit("first");
    Path part = git.folder().resolve("deploy/policies");

    assertThat(paths(read(part.toString(), "HEAD", folder).files()))
        .containsExactly("portwrit.yaml", "teams/pay.yaml");
    assertThat(paths(read(git.folder().toUri() + "#:deploy/policies", "", folder).files()))
        .containsExactly("portwrit.yaml", "teams/pay.yaml");
    assertThat(paths(read(git.folder() + "/.git#main:deploy/policies", "", folder).files()))
        .containsExactly("portwrit.yaml", "teams/pay.yaml");
    SourceException none =
        catchThrowableOfType(
            SourceException.class, () -> read(git.folder().toUri().toString(), "", folder));
    assertThat(none.code()).isEqualTo(Code.NO_WORKSPACE);
    assertThat(none.help().orElseThrow()).contains("`#:deploy/policies`");
  }

  @Test
  void find_fromBelow_goesUpToTheWorkspace() throws Exception {
    RealGit git = workspace(folder.resolve("w"));
    Path below = Files.createDirectories(git.folder().resolve("a/b"));

    try (PolicySource source = PolicySource.find(below, environment(folder))) {
      assertThat(source.origin()).isEqualTo(git.folder().toRealPath().toString());
    }
  }

  @Test
  void read_linkedWorkingTree_isReadAtHead() throws Exception {
    RealGit git = workspace(folder.resolve("w"));
    git.commit("first");
    Path linked = folder.resolve("linked");
    git.run("worktree", "add", "--quiet", "-b", "side", linked.toString());
    String id = RealGit.at(linked).write("side.yaml", "team: acme/side\n").commit("on the side");

    Snapshot head = read(linked.toString(), "HEAD", folder);

    assertThat(head.commit().orElseThrow().id()).isEqualTo(id);
    assertThat(paths(head.files())).contains("side.yaml");
  }

  @Test
  void hasUncommittedPolicy_tellsChangedNewAndGone() throws Exception {
    RealGit git = workspace(folder.resolve("w"));
    git.write("README.md", "x");
    git.commit("first");
    try (PolicySource source = open(git.folder(), folder)) {
      assertThat(source.hasUncommittedPolicy()).isFalse();
      git.write("README.md", "not a policy").write("acme.yaml", "organization: acme\r\n");
      assertThat(source.hasUncommittedPolicy()).isFalse();
      git.write("acme.yaml", "organization: other\n");
      assertThat(source.hasUncommittedPolicy()).isTrue();
      git.commit("second");
      assertThat(source.hasUncommittedPolicy()).isFalse();
      git.write("new.yaml", "team: acme/new\n");
      assertThat(source.hasUncommittedPolicy()).isTrue();
      Files.delete(git.folder().resolve("new.yaml"));
      assertThat(source.hasUncommittedPolicy()).isFalse();
      Files.delete(git.folder().resolve("acme.yaml"));
      assertThat(source.hasUncommittedPolicy()).isTrue();
    }
  }
}
