package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanVerbTest {
  @Test
  void allowed_namesTheGrantWithFileAndLine() {
    Command.Outcome outcome =
        SmallCompany.command().run("can", "user:cy", "push", "acme/pay/api:v1.5.0");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.YES);
    assertThat(outcome.out())
        .isEqualTo("allow  push to team:acme/pay on acme/pay/** (repositories/pay.yaml:11)\n");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void denied_namesTheProtectionAndExitsOne() {
    Command.Outcome outcome =
        SmallCompany.command().run("can", "user:cy", "overwrite", "acme/pay/api:v1.4.2");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out())
        .isEqualTo("deny  protection acme/releases (immutable) (protections/releases.yaml:1)\n");
  }

  @Test
  void json_isTheAnswerOfTheBatch() {
    Command.Outcome outcome =
        SmallCompany.command()
            .run("can", "user:cy", "overwrite", "acme/pay/api:v1.4.2", "--format", "json");
    assertThat(outcome.out())
        .isEqualTo(
            "{\"decision\":\"deny\",\"rule\":\"protection acme/releases (immutable)\","
                + "\"file\":\"protections/releases.yaml\",\"line\":1}\n");
  }

  @Test
  void warnOnlyProtection_allowsWithAWarning() {
    Command.Outcome outcome =
        Command.in(SmallCompany.FOLDER.resolve("../ideas/warn-first").normalize())
            .run("can", "user:bob", "overwrite", "acme/api:v1", "--format", "json");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.YES);
    assertThat(outcome.out()).contains("\"warnings\":[{\"rule\":\"protection acme/releases");
  }

  @Test
  void now_decidesWhatHasExpired() {
    String[] question = {"can", "user:bob", "overwrite", "acme/pay/api:v1.4.2", "--now"};
    assertThat(run(question, "2026-12-01T23:59:59Z").exitCode()).isEqualTo(ExitCode.YES);
    assertThat(run(question, "2026-12-02T00:00:00Z").exitCode()).isEqualTo(ExitCode.NO);
  }

  @Test
  void batch_answersEachLineInOrderAndGoesOnAfterWhatIsNone() {
    Command.Outcome outcome =
        SmallCompany.command()
            .withInput(
                "{\"subject\":\"user:bob\",\"action\":\"push\",\"repository\":\"acme/pay/api\",\"tag\":\"v1\"}\n"
                    + "\n"
                    + "{\"subject\":\"user:bob\",\"action\":\"push\"}\n"
                    + "no json\n"
                    + "{\"subject\":\"user:eve\",\"action\":\"push\",\"repository\":\"acme/pay/api\"}\n")
            .run("can", "--batch", "-");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("{\"decision\":\"allow\",\"rule\":\"push to"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "{\"decision\":\"indeterminate\",\"error\":\"a question needs `repository`\"}"),
            line -> assertThat(line).startsWith("{\"decision\":\"indeterminate\",\"error\":\"not"),
            line ->
                assertThat(line)
                    .isEqualTo("{\"decision\":\"deny\",\"rule\":\"no grant gives it\"}"));
  }

  @Test
  void batch_allAnswered_exitsZeroAlsoWhereDenied() {
    Command.Outcome outcome =
        SmallCompany.command()
            .withInput(
                "{\"subject\":\"user:eve\",\"action\":\"push\",\"repository\":\"acme/pay/api\"}")
            .run("can", "--batch", "-");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void batch_endlessLine_isAnsweredWithoutHoldingIt() {
    Command.Outcome outcome =
        SmallCompany.command().withInput("x".repeat(1 << 20) + "\n").run("can", "--batch", "-");
    assertThat(outcome.out()).contains("a line has at most");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
  }

  @Test
  void wrongWords_sayWhatIsRight() {
    assertThat(SmallCompany.command().run("can", "bob", "push", "acme/pay/api").err())
        .contains("`bob` is not a subject")
        .contains("user:NAME");
    assertThat(SmallCompany.command().run("can", "user:bob", "write", "acme/pay/api").err())
        .contains("`write` is not an action");
    assertThat(SmallCompany.command().run("can", "user:bob", "push", "Acme").err())
        .contains("`Acme` is not a repository name");
    assertThat(SmallCompany.command().run("can", "user:bob").err())
        .contains("takes `SUBJECT ACTION REPOSITORY[:TAG]`");
  }

  @Test
  void noWorkspace_saysHowToMakeOne(@TempDir Path empty) {
    Command.Outcome outcome = Command.in(empty).run("can", "user:bob", "push", "acme/pay/api");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("portwrit.yaml").contains("portwrit init");
  }

  private static Command.Outcome run(String[] question, String now) {
    String[] words = Arrays.copyOf(question, question.length + 1);
    words[question.length] = now;
    return SmallCompany.command().run(words);
  }

  @Test
  void batch_readerWentAway_endsInsteadOfAnsweringTheRest() throws IOException {
    String line =
        "{\"subject\":\"user:eve\",\"action\":\"push\",\"repository\":\"acme/pay/api\"}\n";
    InputStream questions =
        new ByteArrayInputStream(line.repeat(50_000).getBytes(StandardCharsets.UTF_8));
    Command.Outcome outcome =
        SmallCompany.command().withInput(questions).withRoomFor(20_000).run("can", "--batch", "-");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.err()).contains("the reader went away");
    assertThat(questions.available()).as("what was not read").isPositive();
  }

  @Test
  void batch_unknownKey_isNamed() {
    Command.Outcome outcome =
        SmallCompany.command().withInput("{\"who\":1}\n").run("can", "--batch", "-");
    assertThat(outcome.out()).contains("a question has no `who`");
  }

  @Test
  void batch_halfOfASurrogatePair_isAnsweredAndTheRunGoesOn() {
    Command.Outcome outcome =
        SmallCompany.command()
            .withInput(
                "{\"subject\":\"user:\\ud800\",\"action\":\"push\",\"repository\":\"acme/x\"}\n"
                    + "{\"subject\":\"user:eve\",\"action\":\"push\",\"repository\":\"acme/x\"}\n")
            .run("can", "--batch", "-");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("indeterminate"),
            line -> assertThat(line).contains("\"deny\""));
  }

  @Test
  void batch_folder_isWrong() {
    Command.Outcome outcome = SmallCompany.command().run("can", "--batch", ".");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("`.` is a folder");
  }
}
