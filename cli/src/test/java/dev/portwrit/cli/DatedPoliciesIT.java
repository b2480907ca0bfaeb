package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.source.RealGit;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a date means after whose commits comes one that does not compile. */
class DatedPoliciesIT {
  private static final String ACME =
      "organization: acme\nowners: [ada]\nmembers: [bob]\n---\n"
          + "repository: acme/pay\ngrants:\n  - {role: %s, to: [user:bob]}\n";
  private static final String SITE =
      "repository: acme/site\ngrants:\n"
          + "  - {role: pull, to: [user:bob], expires: 2026-03-20, reason: visit}\n";

  @TempDir Path folder;
  private RealGit git;
  private String given;
  private String broken;

  @BeforeEach
  void commit() {
    git = RealGit.init(folder.resolve("work")).at("2026-01-01T10:00:00Z");
    git.write("portwrit.yaml", "version: 1\n").write("acme.yaml", ACME.formatted("pull"));
    git.commit("Begin");
    git.at("2026-02-01T10:00:00Z").write("acme.yaml", ACME.formatted("push"));
    given = git.write("site.yaml", SITE).commit("Let bob push");
    git.at("2026-03-01T10:00:00Z").write("acme.yaml", "organization: acme\nowner: [ada]\n");
    broken = git.commit("Break it");
    git.at("2026-04-10T10:00:00Z").write("acme.yaml", ACME.formatted("pull")).commit("Mend it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-03-31", "2026-03-01T10:00:00Z"})
  void date_isTheNewestCommitThatCompiles_andTheOtherIsTold(String date) {
    for (String question : new String[] {"can", "explain"}) {
      Command.Outcome outcome = run(question, "user:bob", "push", "acme/pay", "--at", date);

      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.YES);
      assertThat(outcome.err())
          .contains(
              "commit "
                  + broken.substring(0, 12)
                  + " of 2026-03-01T10:00:00Z does not compile, and was never in force");
    }
  }

  @Test
  void date_isStillWhenExpiryIsJudged() {
    assertThat(run("can", "user:bob", "pull", "acme/site", "--at", "2026-03-15").exitCode())
        .isEqualTo(ExitCode.YES);
    assertThat(run("can", "user:bob", "pull", "acme/site", "--at", "2026-03-31").exitCode())
        .isEqualTo(ExitCode.NO);
  }

  @Test
  void date_isNoCommitOfAfterIt_thoughOneBehindItOnTheBranchIs() {
    git = RealGit.init(folder.resolve("work2")).at("2026-01-01T10:00:00Z");
    git.write("portwrit.yaml", "version: 1\n").write("acme.yaml", ACME.formatted("pull"));
    git.commit("Begin");
    git.at("2026-04-05T10:00:00Z").write("acme.yaml", ACME.formatted("push")).commit("Ahead");
    git.at("2026-03-30T10:00:00Z").write("acme.yaml", "organization: acme\nowner: [ada]\n");
    git.commit("Break it");

    assertThat(run("can", "user:bob", "push", "acme/pay", "--at", "2026-03-31").exitCode())
        .isEqualTo(ExitCode.NO);
    assertThat(run("can", "user:bob", "pull", "acme/pay", "--at", "2026-03-31").exitCode())
        .isEqualTo(ExitCode.YES);
  }

  @Test
  void date_whoseCommitsAllCompile_tellsNothing() {
    assertThat(run("can", "user:bob", "push", "acme/pay", "--at", "2026-02-15").err()).isEmpty();
  }

  @Test
  void commitThatIsNamed_isThatCommit() {
    for (String command : new String[] {"can", "history"}) {
      Command.Outcome outcome = run(command, "user:bob", "push", "acme/pay", "--at", broken);

      assertThat(outcome.exitCode()).as(command).isEqualTo(ExitCode.WRONG);
      assertThat(outcome.err()).as(command).contains("acme.yaml:2:1");
    }
    assertThat(run("check", "--at", "2026-03-31").exitCode())
        .as("check asks whether it compiles")
        .isNotEqualTo(ExitCode.YES);
  }

  @Test
  void history_passesOverIt_asTheOthersDo() throws IOException {
    Command.Outcome outcome =
        run("history", "user:bob", "push", "acme/pay", "--at", "2026-03-31", "--format", "json");

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.YES);
    assertThat(outcome.err()).contains(broken.substring(0, 12));
    assertThat(new ObjectMapper().readTree(outcome.out()).at("/turns/0/commit/id").asText())
        .isEqualTo(given);
    assertThat(run("history", "user:bob", "push", "acme/pay").exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void audit_isOfTheCommitThatCompiles() {
    Command.Outcome outcome = run("audit", "--format", "csv", "--at", "2026-03-31");

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.YES);
    assertThat(CsvRows.of(outcome.out(), "subject", "action", "since"))
        .contains("user:bob push " + given);
  }

  @Test
  void diff_ofDates_isOfCommitsThatCompile() {
    Command.Outcome outcome = run("diff", "2026-01-15", "2026-03-31");

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.NO);
    assertThat(outcome.err()).contains(broken.substring(0, 12));
  }

  @Test
  void date_ofWhichAShallowCloneHasNoneThatCompiles_isUndetermined() {
    Path shallow = folder.resolve("shallow");
    git.run("clone", "--quiet", "--depth", "2", "file://" + git.folder(), shallow.toString());

    Command.Outcome outcome =
        Command.in(shallow).run("can", "user:bob", "push", "acme/pay", "--at", "2026-03-31");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.err()).contains("git fetch --unshallow");
  }

  private Command.Outcome run(String... words) {
    return Command.in(git.folder()).run(words);
  }
}
