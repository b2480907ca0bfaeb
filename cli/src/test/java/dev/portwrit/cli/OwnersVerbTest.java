package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnersVerbTest {
  private static final String USER = "user: ada\naccounts: {github: ada-l}\n";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void workspace() throws IOException {
    Files.createDirectory(folder.resolve(".git"));
    Path policies = Files.createDirectory(folder.resolve("policies"));
    Files.writeString(policies.resolve("portwrit.yaml"), "version: 1\nadmins: [ada]\n");
    Files.writeString(
        policies.resolve("acme.yaml"), "organization: acme\nowners: [ada]\nmembers: [bob]\n");
    Files.writeString(
        policies.resolve("ada.yaml"), USER + "---\nuser: bob\naccounts: {github: bobacme}\n");
    Files.writeString(
        policies.resolve("pay.yaml"),
        "repositories: acme/pay/**\n" + "grants: [{role: admin, to: [user:bob]}]\n");
    file = folder.resolve(".github").resolve("CODEOWNERS");
  }

  private Command.Outcome run(String... words) {
    return Command.in(folder.resolve("policies")).run(words);
  }

  @Test
  void owners_writesTheFileOfTheRepository_andChecksIt() throws IOException {
    assertThat(run("owners", "--check").exitCode()).isEqualTo(ExitCode.NO);
    assertThat(file).doesNotExist();
    assertThat(run("owners").out()).isEqualTo(".github/CODEOWNERS\n");
    assertThat(Files.readString(file)).contains("\n/policies/pay.yaml @ada-l @bobacme\n");
    assertThat(run("owners", "--check").exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void check_afterAFileSpeaksOfMore_saysWhoMayReviewItNoMore() throws IOException {
    run("owners");
    Files.writeString(
        folder.resolve("policies").resolve("pay.yaml"),
        "repositories: acme/**\n"
            + "grants: [{role: push, to: [user:bob]}]\n---\nrepositories: acme/pay/**\n"
            + "grants: [{role: admin, to: [user:bob]}]\n");
    Command.Outcome outcome = run("owners", "--check");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out()).isEqualTo("- /policies/pay.yaml @ada-l @bobacme\n");
    assertThat(outcome.err()).contains("`.github/CODEOWNERS` is not what the policies say");
  }

  @Test
  void file_thatIsElsewhere_isWrittenThere() throws IOException {
    Path docs = Files.createDirectory(folder.resolve("docs")).resolve("CODEOWNERS");
    Files.writeString(docs, "*.md @writers\n");
    assertThat(run("owners").out()).isEqualTo("docs/CODEOWNERS\n");
    assertThat(Files.readString(docs)).startsWith("*.md @writers\n\n# portwrit owners: begin");
    assertThat(file).doesNotExist();
  }

  @Test
  void file_thatIsALink_orBehindOne_isRefused() throws IOException {
    run("owners");
    Path other = folder.resolve("elsewhere");
    Files.move(file, other);
    for (Path target : List.of(other, folder.resolve("nowhere"))) {
      Files.createSymbolicLink(file, target);
      assertThat(run("owners", "--check").exitCode()).isEqualTo(ExitCode.WRONG);
      assertThat(run("owners").err()).contains("`.github/CODEOWNERS` is no file of its own");
      Files.delete(file);
    }
    Files.move(other, file);
    Files.move(file.getParent(), other);
    Files.createSymbolicLink(file.getParent(), other);
    assertThat(run("owners", "--check").exitCode()).isEqualTo(ExitCode.WRONG);
  }

  @Test
  void file_thatGitHubWouldNotLoad_isRefused() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "# others\n".repeat(340_000));
    assertThat(run("owners").err()).contains("loads none of that size");
  }

  @Test
  void fileWhoseLastLineOfOursIsGone_isRefused_soThatNobodysLinesAreLost() throws IOException {
    run("owners");
    String torn = Files.readString(file).replace("# portwrit owners: end\n", "/mine @bob\n");
    Files.writeString(file, torn);
    Command.Outcome outcome = run("owners");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("the line `# portwrit owners: end` is missing");
    assertThat(Files.readString(file)).isEqualTo(torn);
  }

  @Test
  void base_goesWithCheck() {
    assertThat(run("owners", "--base", "main").err()).contains("`--base` goes with `--check`");
  }

  @Test
  void admins_withoutAnAccount_areRefused() throws IOException {
    Files.delete(folder.resolve("policies").resolve("ada.yaml"));
    Command.Outcome outcome = run("owners");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err())
        .contains("none of the admins has an account of `github`")
        .contains("accounts: {github: NAME}");
    assertThat(file).doesNotExist();
  }

  @Test
  void hostThatIsNone_isRefused() {
    assertThat(run("owners", "--host", "sourcehut").err()).contains("say `github` or `gitlab`");
  }
}
