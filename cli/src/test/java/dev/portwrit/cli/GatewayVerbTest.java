package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
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
  void ledgerThatSeveralShare_isNamedWithEverythingThatIsWrongWithIt() {
    Command.Outcome outcome =
        SmallCompany.command()
            .run(
                "gateway",
                "--ledger",
                "jdbc:mysql://db/ledger",
                "--ledger-password",
                "s3cret",
                "--token-key",
                "env:NO_SUCH_VARIABLE");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err())
        .contains("of databases only `jdbc:postgresql:` is served")
        .contains("`--ledger-password` wants `env:NAME` or `file:PATH`")
        .contains("`--token-key`: `env:NO_SUCH_VARIABLE` cannot be read")
        .doesNotContain("s3cret");
  }

  @Test
  void sweepAndNotifications_thatCannotBe_areNamedWithEverythingElse() {
    Command.Outcome outcome =
        SmallCompany.command()
            .run("gateway", "--sweep", "PT1S", "--notifications", "a-secret-of-somebody");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err())
        .contains("`--sweep`: `PT1S` is not a duration of a minute or more, or `off`")
        .contains("`--notifications` wants `env:NAME` or `file:PATH`")
        .doesNotContain("a-secret-of-somebody");
  }

  @Test
  void notificationSecret_thatIsShortOrHasNoAdminPort_isNamedAmongTheProblems() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "tooshort");
    Command.Outcome outcome =
        SmallCompany.command()
            .run(
                "gateway",
                "--registry",
                "nobody",
                "--listen",
                "127.0.0.1:0",
                "--users",
                folder.resolve("none").toString(),
                "--ledger",
                folder.resolve("ledger").toString(),
                "--sweep",
                "off",
                "--notifications",
                "file:" + secret);
    assertThat(outcome.err())
        .contains("what `--notifications` names is not a secret of at least 16")
        .contains("`--notifications` goes with `--admin`")
        .doesNotContain("tooshort");
  }

  @Test
  void webhookOptions_thatCannotBe_areNamedAmongTheProblems_withoutTheSecret() throws Exception {
    Path secret = Files.writeString(folder.resolve("hooks"), "whsec_dG9vc2hvcnQ=");
    Command.Outcome wrong =
        SmallCompany.command().run("gateway", "--webhook-secret", "whsec_of-somebody");
    Command.Outcome outcome =
        SmallCompany.command()
            .run(
                "gateway",
                "--registry",
                "nobody",
                "--listen",
                "127.0.0.1:0",
                "--users",
                folder.resolve("none").toString(),
                "--ledger",
                folder.resolve("ledger").toString(),
                "--webhook-secret",
                "file:" + secret,
                "--webhook-allow",
                "deploy,ci.example:443",
                "--webhook-ca",
                secret.toString());

    assertThat(wrong.err())
        .contains("`--webhook-secret` wants `env:NAME` or `file:PATH`")
        .doesNotContain("of-somebody");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err())
        .contains("what `--webhook-secret` names ")
        .contains("`--webhook-allow`: `deploy` is no `HOST:PORT`")
        .contains("`--webhook-ca`: `" + secret + "` holds something that is no certificate in PEM")
        .doesNotContain("ci.example", "dG9vc2hvcnQ");
  }

  @Test
  void ledgerPassword_withoutADatabase_isRefused() {
    Command.Outcome outcome =
        SmallCompany.command().run("gateway", "--ledger-password", "file:/dev/null");
    assertThat(outcome.err())
        .contains("`--ledger-password` goes with a `--ledger` that is a database");
  }

  @Test
  void databaseThatIsAway_isNamedAmongTheProblems() {
    Command.Outcome outcome =
        SmallCompany.command()
            .run(
                "gateway",
                "--registry",
                "nobody",
                "--listen",
                "127.0.0.1:0",
                "--users",
                folder.resolve("none").toString(),
                "--state",
                folder.toString(),
                "--ledger",
                "jdbc:postgresql://127.0.0.1:1/ledger?user=portwrit");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err())
        .contains("the ledger `jdbc:postgresql://127.0.0.1:1/ledger` cannot be reached")
        .contains("none");
  }

  @Test
  void quiet_stillNamesEveryProblem() {
    Command.Outcome outcome = SmallCompany.command().run("gateway", "-q");
    assertThat(outcome.err())
        .contains("error: `gateway` needs `--registry NAME`\n")
        .contains("error: `gateway` needs `--listen HOST:PORT`\n")
        .contains("error: `gateway` needs `--users FILE`\n");
  }

  @Test
  void portInUse_isToldInOneLineWithTheDocumentedExitCode() throws Exception {
    Files.writeString(folder.resolve("portwrit.yaml"), "version: 1\n");
    Files.writeString(
        folder.resolve("acme.yaml"),
        """
        organization: acme
        owners: [ada]
        ---
        registry: local
        type: distribution
        url: http://127.0.0.1:1
        repositories: [acme/**]
        gateway: true
        """);
    Path state = Files.createDirectory(folder.resolve(".state"));
    String hash = BCrypt.withDefaults().hashToString(4, "pw".toCharArray());
    Path users = Files.writeString(state.resolve("users"), "ada:" + hash + "\n");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      Command.Outcome outcome =
          Command.in(folder)
              .run(
                  "gateway",
                  "--registry",
                  "local",
                  "--listen",
                  address,
                  "--users",
                  users.toString(),
                  "--ledger",
                  state.resolve("ledger").toString());
      assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
      assertThat(outcome.err())
          .contains("`" + address + "` cannot be used: address already in use")
          .doesNotContain("Exception", "\tat ");
      assertThat(outcome.out()).isEmpty();
    }
  }
}
