package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.source.RealGit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code test} writes for a pipeline, and what it says of tests that a change takes out. */
class TestVerbIT {
  private static final String PUSH = "- can: user:bob push acme/pay/api\n  expect: deny\n";
  private static final String PULL = "- can: user:bob pull acme/pay/api\n  expect: allow\n";

  @TempDir Path folder;
  private RealGit git;

  @BeforeEach
  void commit() {
    git = RealGit.init(folder.resolve("work"));
    git.write("portwrit.yaml", "version: 1\n")
        .write("acme.yaml", "organization: acme\nowners: [ada]\nmembers: [bob]\n")
        .write("pay.yaml", "repositories: acme/pay/**\ngrants: [{role: pull, to: [user:bob]}]\n")
        .write("tests/pay.yaml", PUSH + PULL);
    git.commit("first");
  }

  private Command.Outcome test(String... options) {
    List<String> words = new ArrayList<>(List.of("test"));
    words.addAll(List.of(options));
    return Command.in(git.folder()).run(words.toArray(String[]::new));
  }

  private void widen() {
    git.write("pay.yaml", "repositories: acme/pay/**\ngrants: [{role: push, to: [user:bob]}]\n");
  }

  @Test
  void junit_hasACaseAnExpectation_andAFailureWhereItIsNotMet() {
    assertThat(test("--format", "junit").out())
        .contains("name=\"portwrit test\" tests=\"2\" failures=\"0\" errors=\"0\"");
    widen();
    Command.Outcome outcome = test("--format", "junit");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out())
        .contains("tests=\"2\" failures=\"1\" errors=\"0\"")
        .contains("<testcase classname=\"tests/pay.yaml\"")
        .contains("<failure message=\"expected deny, but it is allowed by push");
  }

  @Test
  void junit_ofTestsThatCannotRun_isAnError() {
    git.write("tests/more.yaml", "- can: nothing\n");
    Command.Outcome outcome = test("--format", "junit");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.out())
        .contains("tests=\"1\" failures=\"0\" errors=\"1\"")
        .contains("<error message=\"the tests have ");
  }

  @Test
  void expectationThatIsNotMet_exitsOneThoughRegoTestsCannotBeTold() throws IOException {
    Path programs = Files.createDirectory(folder.resolve("bin"));
    Path opa = programs.resolve("opa");
    Files.writeString(opa, "#!/bin/sh\nexit 1\n");
    assertThat(opa.toFile().setExecutable(true)).isTrue();
    git.write("guardrails/x_test.rego", "package x\n");
    Command command = Command.in(git.folder()).withVariables(Map.of("PATH", programs.toString()));

    Command.Outcome open = command.run("test");
    assertThat(open.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(open.err()).startsWith("error: `opa ").contains("\n  help: docs/testing.md says");

    widen();
    Command.Outcome failed = command.run("test");
    assertThat(failed.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(failed.err()).startsWith("error: `opa ");
  }

  @Test
  void expectationThatAChangeTakesOut_isListed_withWhatThePoliciesAnswerNow() {
    widen();
    git.write("tests/pay.yaml", "# moved\n" + PULL);
    Command.Outcome outcome = test("--base", "HEAD");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.YES);
    assertThat(outcome.out())
        .isEqualTo(
            "1 passed, 0 failed\n"
                + "taken out or altered: tests/pay.yaml:1:3: `can user:bob push acme/pay/api`:"
                + " expected deny, but it is allowed by push to user:bob on acme/pay/**"
                + " (pay.yaml:2)\n");
    assertThat(test("--base", "HEAD", "--format", "markdown").out())
        .contains("#### Taken out or altered by the change")
        .contains("<code>can user&#58;bob push acme/pay/api</code>: <code>expected deny");
  }

  @Test
  void expectationThatAChangeTurnsRound_isListed_andRegoTestsThatAreGone() {
    git.write("guardrails/x_test.rego", "package x\n");
    git.commit("a test in Rego");
    widen();
    git.write("tests/pay.yaml", PUSH.replace("deny", "allow") + PULL);
    git.write("guardrails/x_test.rego", "package y\n");
    assertThat(test("--base", "HEAD").out())
        .contains("2 passed, 0 failed\n")
        .contains("taken out or altered: tests/pay.yaml:1:3: `can user:bob push")
        .endsWith("taken out or altered: guardrails/x_test.rego\n");
  }

  @Test
  void testsThatOnlyMove_areNotGone() {
    git.run("rm", "-q", "tests/pay.yaml");
    git.write("tests/a.yaml", PULL).write("tests/b.yaml", PUSH + "  because: it is so\n");
    assertThat(test("--base", "HEAD").out()).isEqualTo("2 passed, 0 failed\n");
  }

  @Test
  void markdown_ofManyTestsThatAreGone_isCutAndSaysHowMuchMore() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      many.append("- can: user:bob push acme/n%03d\n  expect: deny\n".formatted(i));
    }
    git.write("tests/many.yaml", many.toString());
    git.commit("many");
    git.run("rm", "-q", "tests/many.yaml");
    String markdown = test("--base", "HEAD", "--format", "markdown").out();
    assertThat(markdown.length()).isBetween(5_000, 7_000);
    long shown = markdown.lines().filter(line -> line.startsWith("- ")).count();
    assertThat(markdown).contains("**" + (500 - shown) + " more:** <code>portwrit test</code>");
  }
}
