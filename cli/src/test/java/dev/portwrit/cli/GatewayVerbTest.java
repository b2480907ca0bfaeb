package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayVerbTest {
  @TempDir Path folder;

  @Test
  void missingOptions_areNamedAllAtOnce() {
    Command.Outcome outcome = SmallCompany.command().run("gateway", "--admin", "nowhere");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err())
        .contains("--registry NAME")
        .contains("--listen HOST:PORT")
        .contains("--users FILE")
        .contains("`nowhere` is no address");
  }

  @Test
  void everythingThatKeepsItFromStarting_isNamedAtOnce() {
    Command.Outcome outcome =
        SmallCompany.command()
            .run(
                "gateway",
                "--registry",
                "nobody",
                "--listen",
                "0.0.0.0:0",
                "--users",
                folder.resolve("none").toString(),
                "--ledger",
                folder.resolve("ledger").toString());
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("nobody").contains("none").contains("--tls-cert");
  }

  @Test
  void quiet_stillNamesEveryProblem() {
    Command.Outcome outcome = SmallCompany.command().run("gateway", "-q");
    assertThat(outcome.err())
        .contains("error: `gateway` needs `--registry NAME`\n")
        .contains("error: `gateway` needs `--listen HOST:PORT`\n")
        .contains("error: `gateway` needs `--users FILE`\n");
  }
}
