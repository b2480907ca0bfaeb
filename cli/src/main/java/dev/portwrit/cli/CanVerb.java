package dev.portwrit.cli;

import dev.portwrit.decision.Decision;
import dev.portwrit.decision.Question;
import dev.portwrit.decision.Rule;
import dev.portwrit.diagnostic.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** {@code can}: the decision, one line with its rule and place. */
final class CanVerb implements Verb {
  private static final String BATCH = "batch";

  @Override
  public String name() {
    return "can";
  }

  @Override
  public String operands() {
    return "SUBJECT ACTION REPOSITORY[:TAG]";
  }

  @Override
  public String summary() {
    return "may this subject do this? one line with the rule that decides";
  }

  @Override
  public List<Option> options() {
    return List.of(
        CommonOptions.value(null, BATCH, "FILE", "answer one JSON question a line; `-` is input"));
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    Optional<String> batch = invocation.value(BATCH);
    if (batch.isPresent()) {
      invocation.operands(0);
      return runBatch(batch.get(), invocation);
    }
    List<String> words = invocation.operands(3);
    String format = invocation.format();
    Policy policy = PolicyOpener.open(invocation);
    Question question =
        QuestionText.question(words.get(0), words.get(1), words.get(2), policy.now());
    Decision decision = policy.index().decide(question);
    if (format.equals("json")) {
      invocation.console().print(Json.line(json -> DecisionJson.write(json, decision)));
    } else {
      print(invocation.console(), decision);
    }
    return exitCode(decision);
  }

  /** The decision for a person, with a line for each warning. */
  static void print(Console console, Decision decision) {
    if (decision instanceof Decision.Allowed allowed) {
      console.answer(true, "allow", "  " + allowed.rule());
      for (Rule warning : allowed.warnings()) {
        console.warning(warning + " would refuse it, but only warns");
      }
    } else if (decision instanceof Decision.Denied denied) {
      console.answer(false, "deny", "  " + denied.rule());
    } else if (decision instanceof Decision.Indeterminate unknown) {
      console.answer(false, "indeterminate", "  " + unknown.cause());
    }
  }

  static ExitCode exitCode(Decision decision) {
    if (decision instanceof Decision.Indeterminate) {
      return ExitCode.UNDETERMINED;
    }
    return decision.isAllowed() ? ExitCode.YES : ExitCode.NO;
  }

  private static ExitCode runBatch(String file, Invocation invocation) throws Failure {
    Environment environment = invocation.environment();
    if (!file.equals("-") && Files.isDirectory(environment.directory().resolve(file))) {
      throw Failure.wrong(
          "`" + file + "` is a folder", "name a file of questions, or `-` for standard input");
    }
    Policy policy = PolicyOpener.open(invocation);
    Batch batch = new Batch(policy.index(), policy.now());
    try {
      if (file.equals("-")) {
        return batch.run(environment.in(), invocation.console().data());
      }
      try (InputStream in = Files.newInputStream(environment.directory().resolve(file))) {
        return batch.run(in, invocation.console().data());
      }
    } catch (NoSuchFileException e) {
      throw Failure.wrong(
          "there is no file `" + file + "`", "name a file of questions, or `-` for standard input");
    } catch (IOException e) {
      throw Failure.undetermined(
          "the questions could not be read or the answers not written: " + IoReason.of(e),
          "look at the file, the disk and whoever reads the answers");
    }
  }
}
