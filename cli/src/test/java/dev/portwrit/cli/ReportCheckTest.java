package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportCheckTest {
  private static final String POLICIES =
      """
      organization: acme
      owners: [ada]
      members: [bob]
      ---
      repositories: acme/pay/**
      grants:
        - {role: push, to: [user:bob]}
      """;

  @TempDir Path folder;
  private Path policies;
  private Path report;

  @BeforeEach
  void reportOfACommit() throws Exception {
    policies = Files.createDirectory(folder.resolve("policies"));
    report = folder.resolve("report.json");
    Files.writeString(policies.resolve("portwrit.yaml"), "version: 1\n");
    Files.writeString(policies.resolve("acme.yaml"), POLICIES);
    try (Git git = Git.init().setDirectory(policies.toFile()).call()) {
      commit(git, "Let bob push");
      save("audit", "--format", "json", "--at", "HEAD");
      Files.writeString(policies.resolve("acme.yaml"), POLICIES.replace("push", "pull"));
      commit(git, "Let bob pull");
    }
  }

  @Test
  void report_isMadeAgainFromItsOwnCommit() {
    Command.Outcome outcome = verify();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .matches(
            "intact: `\\Q"
                + report
                + "\\E`, 8 rows, as commit [0-9a-f]{40} says\nof everything, at .*, complete\n");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void reportOfAPart_isMadeAgainForThatPart() throws IOException {
    save("audit", "--format", "json", "--at", "HEAD~1", "--subject", "user:bob");
    assertThat(verify().out()).startsWith("intact: `" + report + "`, 3 rows");
  }

  @Test
  void changedRow_isNamedByItsLine() throws IOException {
    Files.writeString(report, Files.readString(report).replace("user:bob", "user:bab"));
    Command.Outcome outcome = verify();
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out()).startsWith(report + ":7: says otherwise than commit ");
  }

  @Test
  void otherCommitOrEnd_isFound() throws IOException {
    String whole = Files.readString(report);
    Files.writeString(report, whole.substring(0, whole.length() - 20));
    assertThat(verify().exitCode()).isEqualTo(ExitCode.NO);
    Files.writeString(report, whole + "{}");
    assertThat(verify().exitCode()).isEqualTo(ExitCode.NO);
    Files.writeString(report, whole.replaceFirst("[0-9a-f]{40}", "0".repeat(40)));
    assertThat(verify().exitCode()).isEqualTo(ExitCode.WRONG);
  }

  @Test
  void uncommittedPolicies_areComparedAsTheyAre() throws IOException {
    save("audit", "--format", "json");
    assertThat(verify().out()).contains("rows, as the policies as they are now say\n");
    Files.writeString(policies.resolve("acme.yaml"), POLICIES);
    assertThat(verify().exitCode()).isEqualTo(ExitCode.NO);
  }

  @Test
  void reportInAnotherFormat_cannotBeMadeAgain() throws IOException {
    for (String format : new String[] {"text", "csv"}) {
      save("audit", "--format", format);
      Command.Outcome outcome = verify();
      assertThat(outcome.exitCode()).as(format).isEqualTo(ExitCode.WRONG);
      assertThat(outcome.err()).as(format).contains("`audit --format json`");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"who-can", "what-can", "matrix", "orphans", "expiring"})
  void viewWithoutAManifest_cannotBeMadeAgain(String view) throws IOException {
    for (String format : new String[] {"text", "json", "ndjson", "csv", "markdown"}) {
      save("audit", "--view", view, "--format", format);
      Command.Outcome outcome = verify();
      assertThat(outcome.exitCode()).as(format + outcome.out()).isEqualTo(ExitCode.WRONG);
      assertThat(outcome.err()).as(format).contains("`--output FILE`");
    }
  }

  @Test
  void otherState_cannotBeAskedFor() {
    Command.Outcome outcome = Command.in(policies).run("verify", report.toString(), "--at", "HEAD");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("says itself what it is of");
  }

  private Command.Outcome verify() {
    return Command.in(policies).run("verify", report.toString());
  }

  private void save(String... words) throws IOException {
    Files.writeString(report, Command.in(policies).run(words).out());
  }

  private static void commit(Git git, String subject) throws GitAPIException {
    git.add().addFilepattern(".").call();
    git.commit().setMessage(subject).setAuthor("a", "a@b").setCommitter("a", "a@b").call();
  }
}
