package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
  @TempDir Path folder;

  @Test
  void noVerb_showsTheVerbsAndIsWrong() {
    Command.Outcome outcome = Command.in(folder).run();
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.out()).startsWith("usage: portwrit VERB [options]").contains("who-can");
  }

  @Test
  void unknownVerb_namesTheNextStep() {
    Command.Outcome outcome = Command.in(folder).run("cann");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err())
        .isEqualTo(
            "error: `cann` is not a verb\n  help: did you mean `can`? `portwrit --help` lists the verbs\n");
  }

  @Test
  void unknownOption_isWrong() {
    Command.Outcome outcome = Command.in(folder).run("can", "--fast");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("--fast").contains("portwrit can --help");
  }

  @Test
  void version_isThatOfTheBuild() {
    assertThat(Command.in(folder).run("--version").out()).matches("portwrit \\d+\\.\\d+\\.\\d+\\n");
  }

  @Test
  void helpOfAVerb_showsItsOptionsAndTheCommonOnes() {
    Command.Outcome outcome = Command.in(folder).run("can", "--help");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.YES);
    assertThat(outcome.out()).contains("--batch").contains("--workspace").contains("text|json");
  }

  @Test
  void everyVerb_hasASummaryThatFitsALine() {
    assertThat(Verbs.all()).allSatisfy(verb -> assertThat(verb.summary()).hasSizeBetween(10, 90));
  }
}
