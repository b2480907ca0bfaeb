package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuditVerbTest {
  @Test
  void report_saysAtItsEndThatItIsComplete() {
    Command.Outcome outcome = SmallCompany.command().run("audit", "--no-history");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.YES);
    assertThat(outcome.out()).startsWith("access by policy at 2026-11-20T12:00:00Z");
    assertThat(outcome.out().lines().reduce("", (before, line) -> line))
        .contains("rows, complete over the policy");
  }

  @Test
  void repositoryWithATag_isWrongInsteadOfPassedOver() {
    Command.Outcome outcome =
        SmallCompany.command().run("audit", "--repository", "acme/pay/api:v1");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("`acme/pay/api:v1` is not a repository name");
  }

  @Test
  void unknownRegistry_namesThoseThatAre() {
    Command.Outcome outcome = SmallCompany.command().run("audit", "--registry", "nowhere");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("no registry `nowhere`").contains("registries are `");
  }

  @Test
  void readerWentAway_isUndeterminedAndNoWholeReport() {
    Command.Outcome outcome = SmallCompany.command().withRoomFor(100).run("audit", "--no-history");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.err()).contains("not a whole report");
  }
}
