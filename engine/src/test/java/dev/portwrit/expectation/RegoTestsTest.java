package dev.portwrit.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.expectation.RegoTests.Outcome;
import dev.portwrit.source.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With stand-ins for {@code opa}; {@link RegoTestsIT} has the real one. */
class RegoTestsTest {
  private static final List<PolicyFile> TESTS =
      List.of(PolicyFile.of("guardrails/a_test.rego", "package a_test\n"));
  private static final String CAPABILITIES =
      "[ \"$1\" != capabilities ] || { echo '{\"builtins\":[{\"name\":\"abs\"}]}'; exit; }\n";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void run_withoutTests_isSkipped() throws InterruptedException {
    assertThat(
            RegoTests.run(
                List.of(PolicyFile.of("guardrails/a.rego", "package a\n")),
                Optional.empty(),
                TIMEOUT))
        .isEqualTo(new Outcome.Skipped("the workspace has no `_test.rego` under `guardrails/`"));
  }

  @Test
  void run_withoutOpa_isSkippedAndSaysSo() throws InterruptedException {
    assertThat(RegoTests.run(TESTS, Optional.empty(), TIMEOUT))
        .isEqualTo(new Outcome.Skipped("`opa` is not on the PATH"));
  }

  @Test
  void run_programThatFails_isUndetermined() throws Exception {
    assertThat(run("echo 'no such command' >&2; exit 1"))
        .isEqualTo(new Outcome.Undetermined("`opa test` failed: `no such command`"));
  }

  @Test
  void run_programThatSaysNothing_isUndetermined() throws Exception {
    assertThat(run("exit 0")).isInstanceOf(Outcome.Undetermined.class);
    assertThat(run("echo '[]'")).isInstanceOf(Outcome.Undetermined.class);
    assertThat(run("echo '{'")).isInstanceOf(Outcome.Undetermined.class);
  }

  @Test
  void run_failureWithoutAFailedTest_isUndetermined() throws Exception {
    assertThat(run("echo '[{\"name\":\"test_a\"}]'; exit 2"))
        .isEqualTo(new Outcome.Undetermined("`opa test` failed without saying where"));
  }

  @Test
  void run_programThatNeverEnds_isUndeterminedAndEnded() throws Exception {
    assertThat(RegoTests.run(TESTS, Optional.of(program("sleep 60")), Duration.ofMillis(200)))
        .isInstanceOf(Outcome.Undetermined.class);
  }

  @Test
  void run_program_seesTheFilesUnderTheirNames() throws Exception {
    assertThat(run("grep -q 'package a_test' guardrails/a_test.rego && echo '[{\"name\":\"x\"}]'"))
        .isEqualTo(new Outcome.Ran(1, List.of()));
  }

  @Test
  void run_program_seesNoEnvironmentButThePath() throws Exception {
    assertThat(
            run("[ -z \"$(env | grep -v -E '^(PATH|HOME|PWD|OLDPWD|SHLVL|_)=')\" ] && echo '[{}]'"))
        .isEqualTo(new Outcome.Ran(1, List.of()));
    assertThat(run("[ \"$HOME\" = \"$PWD\" ] && echo '[{}]'"))
        .isEqualTo(new Outcome.Ran(1, List.of()));
  }

  @Test
  void run_programWithoutCapabilities_isUndetermined() throws Exception {
    Path program = program("exit 0");
    for (String said : List.of("exit 1", "exit 0", "echo []", "echo '{\"builtins\":[]}'")) {
      Files.writeString(
          program, "#!/bin/sh\n[ \"$1\" = test ] || { %s; exit; }\necho '[{}]'\n".formatted(said));
      assertThat(RegoTests.run(TESTS, Optional.of(program), TIMEOUT))
          .as(said)
          .isInstanceOf(Outcome.Undetermined.class);
    }
  }

  @Test
  void find_executableOnThePath_isFound() throws IOException {
    Path program = program("exit 0");
    assertThat(RegoTests.find("opa", "/nowhere::" + folder)).contains(program);
    assertThat(RegoTests.find("opa", "/nowhere")).isEmpty();
  }

  private Outcome run(String script) throws Exception {
    return RegoTests.run(TESTS, Optional.of(program(script)), TIMEOUT);
  }

  private Path program(String script) throws IOException {
    Path program = folder.resolve("opa");
    Files.writeString(program, "#!/bin/sh\n" + CAPABILITIES + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program;
  }
}
