package dev.portwrit.source;

import static dev.portwrit.source.SourceFixture.environment;
import static dev.portwrit.source.SourceFixture.paths;
import static dev.portwrit.source.SourceFixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portwrit.diagnostic.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of remotes in the cache: what happens to them and to the remotes. */
class RemoteCopyIT {
  @TempDir Path folder;
  private RealGit remote;
  private RealGit work;
  private String url;

  @BeforeEach
  void remoteWithOneCommit() {
    remote = RealGit.initBare(folder.resolve("remote.git"));
    work = remote.cloneTo(folder.resolve("work")).write("portwrit.yaml", "version: 1\n");
    work.commit("first");
    work.push();
    url = remote.folder().toUri().toString();
  }

  private Path cache() {
    return environment(folder).cache();
  }

  @Test
  void fetch_afterAPush_bringsTheCommit() throws Exception {
    try (PolicySource source = PolicySource.open(url, folder, environment(folder))) {
      GitHistory history = source.history().orElseThrow();
      String before = history.resolve(Revision.CURRENT).id();
      String id = work.write("new.yaml", "team: acme/new\n").commit("second");
      work.push();

      assertThat(history.resolve(Revision.CURRENT).id()).isEqualTo(before);
      history.fetch();
      assertThat(history.resolve(Revision.CURRENT).id()).isEqualTo(id);
    }
  }

  @Test
  void fetch_ofManyCommitsOneByOne_leavesFewPacks() throws Exception {
    try (PolicySource source = PolicySource.open(url, folder, environment(folder))) {
      GitHistory history = source.history().orElseThrow();
      String first = history.resolve(Revision.CURRENT).id();
      String last = first;
      for (int i = 0; i < 50; i++) {
        last = work.write("new.yaml", "# " + i + "\n").commit("change");
        work.push();
        history.fetch();
      }

      assertThat(packs()).isLessThanOrEqualTo(21);
      assertThat(history.resolve(Revision.CURRENT).id()).isEqualTo(last);
      assertThat(history.read(history.resolve(Revision.parse(first))).files()).hasSize(1);
    }
  }

  private long packs() throws IOException {
    try (Stream<Path> all = Files.walk(cache())) {
      return all.filter(path -> path.toString().endsWith(".pack")).count();
    }
  }

  @Test
  void fetch_afterAForcePush_followsAndStillHasTheOldCommit() throws Exception {
    try (PolicySource source = PolicySource.open(url, folder, environment(folder))) {
      GitHistory history = source.history().orElseThrow();
      String old = history.resolve(Revision.CURRENT).id();
      work.run("commit", "--quiet", "--amend", "--allow-empty", "-m", "rewritten");
      String rewritten = work.run("rev-parse", "HEAD");
      work.push("--force");
      history.fetch();

      assertThat(history.resolve(Revision.CURRENT).id()).isEqualTo(rewritten);
      assertThat(history.isDescendant(rewritten, old)).isFalse();
      assertThat(history.read(history.resolve(Revision.parse(old))).files()).hasSize(1);
    }
  }

  @Test
  void fetch_branchAndTagThatAreGone_areGoneHereToo() throws Exception {
    work.run("push", "--quiet", "origin", "HEAD:refs/heads/side", "HEAD:refs/tags/v1");
    assertThat(read(url, "side", folder).commit()).isPresent();
    assertThat(read(url, "v1", folder).commit()).isPresent();

    work.run("push", "--quiet", "origin", ":refs/heads/side", ":refs/tags/v1");

    for (String name : List.of("side", "v1")) {
      SourceException gone =
          catchThrowableOfType(SourceException.class, () -> read(url, name, folder));
      assertThat(gone.code()).isEqualTo(Code.REVISION_UNKNOWN);
    }
  }

  @Test
  void fetch_otherDefaultBranch_isFollowed() throws Exception {
    read(url, "", folder);
    work.write("trunk.yaml", "team: acme/t\n").commit("on trunk");
    work.run("push", "--quiet", "origin", "HEAD:refs/heads/trunk");
    remote.run("symbolic-ref", "HEAD", "refs/heads/trunk");

    assertThat(paths(read(url, "", folder).files())).contains("trunk.yaml");

    remote.run("symbolic-ref", "HEAD", "refs/heads/absent");
    SourceException none = catchThrowableOfType(SourceException.class, () -> read(url, "", folder));
    assertThat(none.code()).isEqualTo(Code.REVISION_UNKNOWN);
  }

  @Test
  void fetch_detachedHead_isFollowed() throws Exception {
    String first = work.run("rev-parse", "HEAD");
    work.write("new.yaml", "team: acme/new\n").commit("second");
    work.push();
    work.run("checkout", "--quiet", "--detach", first);

    assertThat(read(work.folder().toUri().toString(), "", folder).commit().orElseThrow().id())
        .isEqualTo(first);
  }

  @Test
  void read_cacheDeletedAtAnyTime_isMadeAnew() throws Exception {
    try (PolicySource source = PolicySource.open(url, folder, environment(folder))) {
      String id = source.history().orElseThrow().resolve(Revision.CURRENT).id();
      Folders.delete(cache());
      assertThat(source.read(Revision.CURRENT).commit().orElseThrow().id()).isEqualTo(id);
      Folders.delete(cache());
      source.history().orElseThrow().fetch();
      assertThat(source.read(Revision.CURRENT).commit().orElseThrow().id()).isEqualTo(id);
    }
  }

  @Test
  void read_copyCutOffInTheMaking_isMadeAnew() throws Exception {
    read(url, "", folder);
    Path copy = copy();
    Files.delete(copy.resolve("HEAD"));

    assertThat(read(url, "", folder).files()).hasSize(1);
  }

  private Path copy() throws IOException {
    try (Stream<Path> entries = Files.list(cache())) {
      return entries.filter(path -> path.toString().endsWith(".git")).findFirst().orElseThrow();
    }
  }

  @Test
  void read_remoteThatVanishesAndReturns_isUndeterminedMeanwhile() throws Exception {
    try (PolicySource source = PolicySource.open(url, folder, environment(folder))) {
      GitHistory history = source.history().orElseThrow();
      history.fetch();
      Path away = Files.move(remote.folder(), folder.resolve("away.git"));

      SourceException gone = catchThrowableOfType(SourceException.class, history::fetch);
      assertThat(gone.isUndetermined()).isTrue();
      assertThat(history.read(Revision.CURRENT).files()).hasSize(1);
      assertThat(catchThrowableOfType(SourceException.class, () -> read(url, "", folder)))
          .isNotNull();

      Files.move(away, remote.folder());
      history.fetch();
      assertThat(read(url, "", folder).files()).hasSize(1);
    }
  }

  @Test
  void read_manyAtOnceFromAnEmptyCache_allSucceed() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Snapshot>> answers = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        answers.add(threads.submit(() -> read(url, "", folder)));
      }
      for (Future<Snapshot> answer : answers) {
        assertThat(answer.get().files()).hasSize(1);
      }
    } finally {
      threads.shutdownNow();
    }
    try (Stream<Path> entries = Files.list(cache())) {
      assertThat(entries).hasSize(2);
    }
  }

  @Test
  void read_localRepository_leavesItAsItWas() throws Exception {
    List<String> before = listing(remote.folder());
    String home = System.getProperty("user.home");
    boolean settings = Files.exists(Path.of(home, ".config", "jgit", "config"));

    read(remote.folder().toString(), "main", folder);
    read(work.folder().toString(), "HEAD", folder);
    read(url, "main", folder);

    assertThat(listing(remote.folder())).isEqualTo(before);
    assertThat(Files.exists(Path.of(home, ".config", "jgit", "config"))).isEqualTo(settings);
  }

  private static List<String> listing(Path place) throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      return all.map(path -> path + " " + path.toFile().lastModified()).sorted().toList();
    }
  }
}
