package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
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
            "error: `cann` is not a verb\n"
                + "  help: did you mean `can`? `portwrit --help` lists the verbs\n");
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

  @Test
  void unexpectedFailure_isUndeterminedAndShowsNoTrace() {
    Command.Outcome outcome = brokenInput().run("can", "--batch", "-");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.err())
        .startsWith("error: this is a mistake in portwrit: ")
        .contains("\n  help: ")
        .doesNotContain("\tat ");
  }

  @Test
  void unexpectedFailure_verbose_showsTheTrace() {
    assertThat(brokenInput().run("can", "--batch", "-", "-v").err()).contains("\tat ");
  }

  @Test
  void textThatCannotNameAFile_isWrongWithTheNextStep() {
    for (String[] words :
        new String[][] {{"init", "a\0b"}, {"verify", "a\0b"}, {"demo", "--keep", "a\0b"}}) {
      Command.Outcome outcome = Command.in(folder).run(words);
      assertThat(outcome.exitCode()).as(words[0]).isEqualTo(ExitCode.WRONG);
      assertThat(outcome.err()).as(words[0]).contains("cannot be the name of a file");
    }
  }

  @Test
  void optionTwice_isWrong() {
    Command.Outcome outcome = Command.in(folder).run("check", "-C", "one", "--workspace", "other");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("`--workspace`, is there more than once");
  }

  @Test
  void optionWithoutItsValue_isNamedAsItIsTyped() {
    assertThat(Command.in(folder).run("check", "-C").err())
        .startsWith("error: option `-C`, `--workspace`, needs a value\n");
  }

  @Test
  void everyVerb_refusesAFormatOrColorThatIsNone() {
    for (Verb verb : Verbs.all()) {
      Command.Outcome format = Command.in(folder).run(verb.name(), "--format", "xml");
      assertThat(format.exitCode()).as(verb.name()).isEqualTo(ExitCode.WRONG);
      assertThat(format.err()).as(verb.name()).contains("cannot print as `xml`");
      assertThat(Command.in(folder).run(verb.name(), "--color", "red").err())
          .as(verb.name())
          .contains("`--color` cannot be `red`");
    }
  }

  @Test
  void verbsWithoutPolicies_refuseAnOlderState() {
    for (String verb : List.of("schema", "init", "demo")) {
      Command.Outcome outcome = Command.in(folder).run(verb, "--at", "2026-01-01");
      assertThat(outcome.exitCode()).as(verb).isEqualTo(ExitCode.WRONG);
      assertThat(outcome.err()).contains("`" + verb + "` reads no policies");
    }
  }

  @Test
  void placeThatDoesNotExist_hasItsCode() {
    Command.Outcome outcome = Command.in(folder).run("check", "-C", "nowhere");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).startsWith("error[PW0510]: there is no folder `nowhere`\n  help: ");
  }

  @Test
  void verbose_saysWhatWasReadAndWhen() {
    Command.Outcome outcome =
        SmallCompany.command().run("can", "user:cy", "push", "acme/pay/api", "-v");
    assertThat(outcome.err())
        .contains("files of `" + SmallCompany.FOLDER + "`")
        .contains("expiry judged at " + Command.NOW);
  }

  private static Command brokenInput() {
    return SmallCompany.command()
        .withInput(
            new InputStream() {
              @Override
              public int read() {
                throw new IllegalStateException("broken");
              }

              @Override
              public int read(byte[] bytes, int offset, int length) {
                throw new IllegalStateException("broken");
              }
            });
  }
}
