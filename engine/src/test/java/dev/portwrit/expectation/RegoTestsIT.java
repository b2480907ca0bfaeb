package dev.portwrit.expectation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portwrit.expectation.RegoTests.Outcome;
import dev.portwrit.source.PolicyFile;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the real {@code opa}. */
class RegoTestsIT {
  private Optional<Path> opa = Optional.empty();

  @BeforeEach
  void find() {
    opa =
        RegoTests.find(
            "opa",
            System.getenv().getOrDefault("PORTWRIT_TOOLS", "")
                + File.pathSeparator
                + System.getenv().getOrDefault("PATH", ""));
    assumeTrue(opa.isPresent(), "skipped: `opa` is neither on the PATH nor in PORTWRIT_TOOLS");
  }

  @Test
  void run_realTests_areCountedAndNamed() throws InterruptedException {
    assertThat(run("package a_test\n\ntest_a if true\n\ntest_b if 1 == 2\n\ntodo_test_c if true\n"))
        .isEqualTo(new Outcome.Ran(1, List.of("data.a_test.test_b (guardrails/a_test.rego:5)")));
  }

  @Test
  void run_regoThatDoesNotCompile_isUndetermined() throws InterruptedException {
    assertThat(run("package a_test\n\ntest_a if nothing\n"))
        .isInstanceOf(Outcome.Undetermined.class);
  }

  private Outcome run(String rego) throws InterruptedException {
    return RegoTests.run(
        List.of(PolicyFile.of("guardrails/a_test.rego", rego)), opa, Duration.ofSeconds(60));
  }
}
