package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.source.RealGit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code diff} and {@code check --self-grant} say where an account becomes somebody else's.
 */
class DiffAccountsIT {
  private static final String ACME =
      """
      organization: acme
      owners: [ada]
      members: [bob]
      ---
      registry: hub
      type: docker-hub
      repositories: [acme/**]
      ---
      user: ada
      accounts: {hub: adahub}
      ---
      user: bob
      accounts: {hub: bobhub, email: bob@acme.example}
      """;

  @TempDir Path folder;
  private RealGit git;

  @BeforeEach
  void commit() {
    git = RealGit.init(folder.resolve("work"));
    git.write("portwrit.yaml", "version: 1\n").write("acme.yaml", ACME);
    git.commit("first");
  }

  private Command.Outcome diff(String... words) {
    List<String> all = new ArrayList<>(List.of("diff"));
    all.addAll(List.of(words));
    return Command.in(git.folder()).run(all.toArray(String[]::new));
  }

  @Test
  void accountOfSomebodyElse_isSaidInEachForm_andExitsOne() throws IOException {
    git.write("acme.yaml", ACME.replace("adahub", "bobhub"));

    Command.Outcome outcome = diff();

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out())
        .contains(
            "ACCOUNTS, by which they have it in a registry\n"
                + "  ~ hub  user:ada  adahub -> bobhub  accounts of user:ada (acme.yaml:9)\n")
        .contains("EXPANDS 0  RESTRICTS 0  ACCOUNTS 1  MOVED 0  UNKNOWN 0");
    JsonNode json = new ObjectMapper().readTree(diff("--format", "json").out());
    assertThat(json.get("accounts").toString())
        .isEqualTo(
            "[{\"registry\":\"hub\",\"subject\":\"user:ada\",\"before\":\"adahub\","
                + "\"after\":\"bobhub\",\"file\":\"acme.yaml\",\"line\":9}]");
    assertThat(diff("--format", "markdown").out())
        .startsWith("### Access changes\n")
        .contains("#### Accounts of registries")
        .contains("| <code>hub</code> | <code>user&#58;ada</code> | <code>adahub</code>");
    assertThat(diff("--fail-on", "expands").exitCode()).isEqualTo(ExitCode.NO);
    assertThat(diff("--fail-on", "protected,public").exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void accountThatNobodyHasAnyMore_isTold_andExpandsNothing() {
    git.write(
        "acme.yaml",
        ACME.replace("docker-hub", "harbor")
            .replace(
                "repositories: [acme/**]",
                "repositories: [acme/**]\nurl: https://harbor.acme.example"));
    git.commit("harbor");
    git.write(
        "acme.yaml",
        ACME.replace("docker-hub", "harbor")
            .replace(
                "repositories: [acme/**]",
                "repositories: [acme/**]\nurl: https://harbor.acme.example")
            .replace("accounts: {hub: adahub}", "description: x"));

    assertThat(diff().out()).contains("  ~ hub  user:ada  adahub -> (none)  ");
    assertThat(diff().exitCode()).isEqualTo(ExitCode.NO);
    assertThat(diff("--fail-on", "expands").exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void authorWhoseAccountItBecomes_isNamed() {
    git.run("branch", "-q", "base");
    git.run("config", "user.email", "bob@acme.example");
    git.write("acme.yaml", ACME.replace("adahub", "bobhub"));
    git.commit("mine");

    Command.Outcome outcome =
        Command.in(git.folder())
            .run("check", "--base", "refs/heads/base", "--self-grant", "--author", "user:bob");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out())
        .contains(
            "error[PW1001]: `user:bob` gains what `user:ada` has in registry `hub`"
                + " by their own change: account `bobhub`");
  }

  @Test
  void accessOfTheNameThatTheAuthorGivesUp_isNamed() {
    git.run("branch", "-q", "base");
    git.run("config", "user.email", "bob@acme.example");
    git.write(
        "acme.yaml",
        ACME.replace("bobhub", "bob-x").replace("members: [bob]", "members: [bob, bobhub]")
            + "---\nrepositories: acme/x/**\ngrants: [{role: push, to: [user:bobhub]}]\n");
    git.commit("mine");

    Command.Outcome outcome =
        Command.in(git.folder())
            .run("check", "--base", "refs/heads/base", "--self-grant", "--author", "user:bob");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out())
        .contains("error[PW1001]: `user:bob` gains pull, push")
        .contains("; `user:bobhub` is their account `bobhub` in registry `hub`");
  }
}
