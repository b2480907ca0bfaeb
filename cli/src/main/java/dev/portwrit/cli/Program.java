package dev.portwrit.cli;

import dev.portwrit.diagnostic.Printable;
import dev.portwrit.diagnostic.Suggestion;
import java.nio.file.InvalidPathException;
import java.util.List;
import org.apache.commons.cli.CommandLine;

/** Finds the verb, reads its options, runs it, and says in the end what went wrong. */
final class Program {
  private final Environment environment;

  Program(Environment environment) {
    this.environment = environment;
  }

  /** Runs the command line and answers how the process shall end. */
  ExitCode run(String... words) {
    Console plain = new Console(environment.out(), environment.err(), false, false);
    try {
      ExitCode code = start(words);
      plain.flush();
      return plain.failed() ? unwritten(plain) : code;
    } catch (Failure failure) {
      return failed(plain, failure);
    } catch (InvalidPathException e) {
      return failed(
          plain,
          Failure.wrong(
              Printable.quote(e.getInput()) + " cannot be the name of a file here",
              "name another, or set a locale that can write it, such as `LC_ALL=C.UTF-8`"));
    } catch (RuntimeException | Error e) {
      return failed(plain, unexpected(e, words));
    }
  }

  private static ExitCode failed(Console plain, Failure failure) {
    plain.flush();
    failure
        .code()
        .ifPresentOrElse(
            code -> plain.error(code, failure.message()), () -> plain.error(failure.message()));
    failure.help().ifPresent(plain::help);
    plain.flush();
    return plain.failed() ? ExitCode.UNDETERMINED : failure.exitCode();
  }

  // Nothing that was not foreseen may end like an answer: the status of an uncaught exception is 1,
  // which means "no".
  private Failure unexpected(Throwable e, String... words) {
    if (List.of(words).contains("-v") || List.of(words).contains("--verbose")) {
      e.printStackTrace(environment.err());
    }
    if (e instanceof OutOfMemoryError) {
      return Failure.undetermined(
          "there is not enough memory",
          "give more, such as `PORTWRIT_JAVA_OPTS=-Xmx4g`, or ask about less");
    }
    return Failure.undetermined(
        "this is a mistake in portwrit: " + e,
        "please report it with the command and what `-v` adds to it");
  }

  private ExitCode start(String... words) throws Failure {
    if (words.length == 0 || Help.isAskedFor(words[0])) {
      Help.program(environment);
      return words.length == 0 ? ExitCode.WRONG : ExitCode.YES;
    }
    if (words[0].equals("--version")) {
      environment.out().println("portwrit " + Version.text());
      return ExitCode.YES;
    }
    Verb verb = Verbs.named(words[0]).orElseThrow(() -> noVerb(words[0]));
    CommandLine line = OptionReader.read(verb, words);
    if (line.hasOption(CommonOptions.HELP)) {
      Help.verb(environment, verb);
      return ExitCode.YES;
    }
    return verb.run(new Invocation(verb, line, environment));
  }

  private static Failure noVerb(String word) {
    String suggestion = Suggestion.didYouMean(word, Verbs.all().stream().map(Verb::name).toList());
    return Failure.wrong(
        Printable.quote(word) + " is not a verb",
        (suggestion + " `portwrit --help` lists the verbs").trim());
  }

  private static ExitCode unwritten(Console console) {
    console.error("the output could not be written");
    console.help("look whether the disk is full or the reader went away");
    console.flush();
    return ExitCode.UNDETERMINED;
  }
}
