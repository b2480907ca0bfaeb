package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.source.RealGit;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By which commit of a merged branch access came to be, by both commands that say it. */
class MergedOriginsIT {
  private static final String ACME =
      "organization: acme\nowners: [ada]\nmembers: [bob]\n---\nteam: pay\nmembers: []\n";
  private static final String WITH_BOB = ACME.replace("members: []", "members: [bob]");
  private static final String PAY =
      "repositories: acme/pay/**\ngrants:\n  - {role: push, to: [team:acme/pay]}\n";

  @TempDir Path folder;
  private RealGit git;

  @BeforeEach
  void commit() {
    git = RealGit.init(folder.resolve("work")).at("2026-01-01T10:00:00Z");
    git.write("portwrit.yaml", "version: 1\n").write("acme.yaml", ACME).write("pay.yaml", PAY);
    git.commit("Begin");
    git.run("checkout", "--quiet", "-b", "change");
  }

  @Test
  void changeThatTheBranchTookBackAndTheMergeMade_isTheMerges() {
    change("2026-02-01T10:00:00Z", WITH_BOB, "Let bob in");
    change("2026-02-02T10:00:00Z", ACME + "# not yet\n", "Let bob go");
    git.run("checkout", "--quiet", "main");
    git.at("2026-02-03T10:00:00Z");
    git.run("merge", "--quiet", "--no-ff", "--no-commit", "change");
    String merge = git.write("acme.yaml", WITH_BOB).commit("Merge");

    assertOrigin(merge, "Merge");
  }

  @Test
  void changeBehindACommitThatDoesNotCompile_isItsOwnCommits() {
    change("2026-02-01T10:00:00Z", "organization: acme\nowner: [ada]\n", "Break it");
    String given = change("2026-02-02T10:00:00Z", WITH_BOB, "Mend it and let bob in");
    merge();

    assertOrigin(given, "Mend it and let bob in");
  }

  @Test
  void changeBeforeACommitThatDoesNotCompile_isNotThatOfWhoMendedIt() {
    String given = change("2026-02-01T10:00:00Z", WITH_BOB, "Let bob in");
    change("2026-02-02T10:00:00Z", "organization: acme\nowner: [ada]\n", "Break it");
    change("2026-02-03T10:00:00Z", WITH_BOB, "Mend it");
    merge();

    assertOrigin(given, "Let bob in");
  }

  @Test
  void whereItCannotBeTold_isUnknown() {
    String releases =
        "protection: acme/releases\nrepositories: [acme/**]\ntags: [%s]\nrule: immutable\n";
    git.write("releases.yaml", releases.formatted("'/\\Qv1\\E/'"));
    String first = change("2026-02-01T10:00:00Z", WITH_BOB, "Let bob in");
    git.write("releases.yaml", releases.formatted("v1"));
    change("2026-02-02T10:00:00Z", WITH_BOB, "Say it more simply");
    merge();

    Command.Outcome outcome = audit();

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.err()).contains("too many patterns meet at commit " + first);
    assertThat(CsvRows.of(outcome.out(), "repository", "action", "since"))
        .contains("acme/pay/** overwrite unknown", "acme/pay/** pull " + first);
  }

  @Test
  void branchThatForksFromTheBrokenEndOfAShallowClone_isUnknown() {
    git.at("2026-01-02T10:00:00Z").write("acme.yaml", WITH_BOB).commit("Let bob in");
    change("2026-01-03T10:00:00Z", "organization: acme\nowner: [ada]\n", "Break it");
    git.run("checkout", "--quiet", "-B", "main");
    change("2026-02-01T10:00:00Z", ACME, "Mend it without bob");
    git.run("checkout", "--quiet", "-B", "change", "HEAD~1");
    change("2026-02-02T10:00:00Z", WITH_BOB, "Mend it");
    git.run("checkout", "--quiet", "main");
    git.at("2026-02-03T10:00:00Z");
    git.run("merge", "--quiet", "--no-ff", "-X", "theirs", "-m", "Merge", "change");
    git.write("acme.yaml", WITH_BOB).run("commit", "--quiet", "--amend", "--all", "--no-edit");
    Path shallow = folder.resolve("shallow");
    git.run("clone", "--quiet", "--depth", "3", "file://" + git.folder(), shallow.toString());

    assertUnknown(shallow, "this clone is shallow");
  }

  @Test
  void mergeOnTheBranchThatDoesNotCompile_isUnknownAndNotThatOfWhoMendedIt() {
    change("2026-02-01T10:00:00Z", WITH_BOB, "Let bob in");
    git.run("checkout", "--quiet", "main");
    git.at("2026-02-02T10:00:00Z");
    git.run("merge", "--quiet", "--no-ff", "--no-commit", "change");
    String merge = git.write("acme.yaml", "organization: acme\nowner: [ada]\n").commit("Merge");
    change("2026-02-03T10:00:00Z", WITH_BOB, "Mend it");

    assertUnknown(git.folder(), "the merge " + merge + " does not compile");
  }

  private static void assertUnknown(Path folder, String cause) {
    Command.Outcome outcome =
        Command.in(folder).run("audit", "--format", "csv", "--subject", "user:bob");
    assertThat(outcome.exitCode()).as(outcome.out()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.err()).contains(cause);
    assertThat(CsvRows.of(outcome.out(), "repository", "action", "since"))
        .contains("acme/pay/** push unknown");
    Command.Outcome history = Command.in(folder).run("history", "user:bob", "push", "acme/pay/api");
    assertThat(history.exitCode()).as(history.out()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(history.out()).contains("which merged commit did it is unknown: " + cause);
  }

  private void assertOrigin(String commit, String subject) {
    Command.Outcome outcome = audit();
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.YES);
    assertThat(CsvRows.of(outcome.out(), "repository", "action", "since"))
        .contains("acme/pay/** push " + commit);
    Command.Outcome history =
        Command.in(git.folder()).run("history", "user:bob", "push", "acme/pay/api");
    assertThat(history.exitCode()).as(history.out()).isEqualTo(ExitCode.YES);
    assertThat(history.out()).containsPattern("deny -> allow  [0-9a-f]{12} " + subject + "\n");
  }

  private Command.Outcome audit() {
    return Command.in(git.folder()).run("audit", "--format", "csv", "--subject", "user:bob");
  }

  private String change(String time, String people, String message) {
    return git.at(time).write("acme.yaml", people).commit(message);
  }

  private void merge() {
    git.run("checkout", "--quiet", "main");
    git.at("2026-03-01T10:00:00Z");
    git.run("merge", "--quiet", "--no-ff", "-m", "Merge", "change");
  }
}
