package dev.portwrit.source;

import static dev.portwrit.source.SourceFixture.environment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portwrit.diagnostic.Code;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dates, descent and lines over merges and cut-off clones. */
class GitHistoryIT {
  @TempDir Path folder;
  private RealGit git;
  private String first;
  private String side;
  private String merge;
  private String last;

  /**
   * On the main line: January 1, merge on January 10, January 20. On the side: January 5, which is
   * nobody's state of the branch before the merge.
   */
  @BeforeEach
  void historyWithAMerge() {
    git = RealGit.init(folder.resolve("w")).write("portwrit.yaml", "version: 1\n");
    first = git.at("2026-01-01T12:00:00Z").commit("first");
    git.run("checkout", "--quiet", "-b", "side");
    side = git.at("2026-01-05T12:00:00Z").write("side.yaml", "team: acme/s\n").commit("side");
    git.run("checkout", "--quiet", "main");
    git.at("2026-01-10T12:00:00Z").run("merge", "--quiet", "--no-ff", "-m", "merge", "side");
    merge = git.run("rev-parse", "HEAD");
    last = git.at("2026-01-20T12:00:00Z").write("last.yaml", "team: acme/l\n").commit("last");
  }

  private GitHistory history(String typed) throws SourceException {
    return PolicySource.open(typed, folder, environment(folder)).history().orElseThrow();
  }

  private String at(String when) throws SourceException {
    try (GitHistory history = history(git.folder().toString())) {
      return history.resolve(Revision.parse(when)).id();
    }
  }

  @Test
  void resolve_date_isTheLastCommitOfTheFirstParentLineOnThatDay() throws Exception {
    assertThat(at("2026-01-01")).isEqualTo(first);
    assertThat(at("2026-01-06")).isEqualTo(first);
    assertThat(at("2026-01-09")).isEqualTo(first);
    assertThat(at("2026-01-10")).isEqualTo(merge);
    assertThat(at("2026-01-20")).isEqualTo(last);
    assertThat(at("2027-01-01")).isEqualTo(last);
  }

  @Test
  void resolve_instant_isToTheSecond() throws Exception {
    assertThat(at("2026-01-10T11:59:59Z")).isEqualTo(first);
    assertThat(at("2026-01-10T12:00:00Z")).isEqualTo(merge);
    assertThat(at("2026-01-10T13:00:00+01:00")).isEqualTo(merge);
    assertThat(at("2026-01-10T12:59:59+01:00")).isEqualTo(first);
  }

  @Test
  void resolve_everyDay_isWhatGitSays() throws Exception {
    for (int day = 1; day <= 25; day++) {
      String date = "2026-01-%02d".formatted(day);
      assertThat(at(date))
          .isEqualTo(
              git.run("rev-list", "-1", "--first-parent", "--before", date + "T23:59:59Z", "HEAD"));
    }
  }

  @Test
  void resolve_dateBeforeTheFirstCommit_isAnError() {
    SourceException early = catchThrowableOfType(SourceException.class, () -> at("2025-12-31"));

    assertThat(early.code()).isEqualTo(Code.REVISION_UNKNOWN);
    assertThat(early).hasMessage("there is no commit at or before 2025-12-31");
    assertThat(early.help()).contains("the first one is of 2026-01-01T12:00:00Z");
  }

  @Test
  void read_date_isAskedAboutAtItsEnd() throws Exception {
    try (GitHistory history = history(git.folder().toString())) {
      assertThat(history.read(Revision.parse("2026-01-06")).asOf())
          .contains(Instant.parse("2026-01-06T23:59:59.999999999Z"));
    }
  }

  @Test
  void resolve_dateOnABranchOfAUrl_walksThatBranch() throws Exception {
    try (GitHistory history = history(git.folder().toUri() + "#side")) {
      assertThat(history.resolve(Revision.parse("2026-01-06")).id()).isEqualTo(side);
      assertThat(history.resolve(Revision.CURRENT).id()).isEqualTo(side);
    }
  }

  @Test
  void resolve_whatIsNot_namesIt() {
    for (String name :
        new String[] {
          "nowhere",
          "a".repeat(40),
          "main:portwrit.yaml",
          "2026-02-30",
          "bad..name",
          "\u001b[31m",
          "",
          "@{0",
          "main^9"
        }) {
      SourceException unknown = catchThrowableOfType(SourceException.class, () -> at(name));
      assertThat(unknown).as(name).isNotNull();
      assertThat(unknown.code()).as(name).isEqualTo(Code.REVISION_UNKNOWN);
      assertThat(unknown.getMessage()).as(name).doesNotContain("\u001b");
    }
  }

  @Test
  void isDescendant_followsEveryParent() throws Exception {
    try (GitHistory history = history(git.folder().toString())) {
      assertThat(history.isDescendant(last, side)).isTrue();
      assertThat(history.isDescendant(last, first)).isTrue();
      assertThat(history.isDescendant(last, last)).isTrue();
      assertThat(history.isDescendant(side, merge)).isFalse();
      assertThat(history.isDescendant(first, last)).isFalse();
    }
  }

  @Test
  void firstParentLine_leavesOutTheSide() throws Exception {
    try (GitHistory history = history(git.folder().toString())) {
      assertThat(history.firstParentLine(Revision.CURRENT))
          .extracting(CommitInfo::id)
          .containsExactly(last, merge, first);
    }
  }

  @Test
  void mergedBy_overCommitsThatAreDatedTooEarly_isWhatTheBranchDidNotHave() throws Exception {
    git.run("checkout", "--quiet", "-b", "late");
    String change = git.at("2026-02-02T12:00:00Z").commit("change");
    git.run("checkout", "--quiet", "main");
    git.at("2025-01-01T12:00:00Z");
    for (int i = 0; i < 12; i++) {
      git.commit("dated too early " + i);
    }
    git.at("2026-02-03T12:00:00Z").run("merge", "--quiet", "--no-ff", "-m", "merge", "late");
    String late = git.run("rev-parse", "HEAD");

    try (GitHistory history = history(git.folder().toString())) {
      assertThat(history.mergedBy(late).commits())
          .extracting(CommitInfo::id)
          .containsExactly(change);
      assertThat(history.mergedBy(merge).commits())
          .extracting(CommitInfo::subject)
          .containsExactly("side");
      assertThat(history.mergedBy(last).commits()).isEmpty();
    }
  }

  @Test
  void shallowClone_answersOnlyWhatItKnows() throws Exception {
    Path clone = folder.resolve("shallow");
    git.run("clone", "--quiet", "--depth", "2", git.folder().toUri().toString(), clone.toString());

    try (GitHistory history = history(clone.toString())) {
      assertThat(history.resolve(Revision.CURRENT).id()).isEqualTo(last);
      assertThat(history.resolve(Revision.parse("2026-01-12")).id()).isEqualTo(merge);
      assertThat(history.isDescendant(last, merge)).isTrue();
      for (ThrowingQuestion question :
          new ThrowingQuestion[] {
            () -> history.resolve(Revision.parse("2026-01-02")),
            () -> history.firstParentLine(Revision.CURRENT)
          }) {
        SourceException cut = catchThrowableOfType(SourceException.class, question::ask);
        assertThat(cut.code()).isEqualTo(Code.HISTORY_SHALLOW);
        assertThat(cut.isUndetermined()).isTrue();
        assertThat(cut.help()).contains("`git fetch --unshallow` brings the rest");
      }
      SourceException gone =
          catchThrowableOfType(SourceException.class, () -> history.isDescendant(last, first));
      assertThat(gone.code()).isEqualTo(Code.REVISION_UNKNOWN);
      assertThat(gone.help().orElseThrow()).contains("this clone is shallow");
    }
  }

  private interface ThrowingQuestion {
    Object ask() throws SourceException;
  }

  @Test
  void plainFolder_hasNoHistory() throws Exception {
    Path plain = java.nio.file.Files.createDirectories(folder.resolve("plain"));
    java.nio.file.Files.writeString(plain.resolve("portwrit.yaml"), "version: 1\n");
    try (PolicySource source = PolicySource.open("plain", folder, environment(folder))) {
      assertThat(source.history()).isEmpty();
      assertThat(source.isFollowedByCommit()).isFalse();
      assertThat(source.hasUncommittedPolicy()).isTrue();
      SourceException none =
          catchThrowableOfType(
              SourceException.class, () -> source.read(Revision.parse("2026-01-01")));
      assertThat(none.code()).isEqualTo(Code.REVISION_UNKNOWN);
    }
  }
}
