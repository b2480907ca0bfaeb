package dev.portwrit.cli;

import dev.portwrit.diagnostic.Printable;
import dev.portwrit.diagnostic.Suggestion;
import java.util.Locale;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.ParseException;

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
      plain.flush();
      plain.error(failure.message());
      failure.help().ifPresent(plain::help);
      plain.flush();
      return failure.exitCode();
    }
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
    Verb verb = Verbs.named(words[0]).orElse(null);
    if (verb == null) {
      String suggestion =
          Suggestion.didYouMean(words[0], Verbs.all().stream().map(Verb::name).toList());
      throw Failure.wrong(
          Printable.quote(words[0]) + " is not a verb",
          (suggestion + " `portwrit --help` lists the verbs").trim());
    }
    CommandLine line = parse(verb, words);
    if (line.hasOption(CommonOptions.HELP)) {
      Help.verb(environment, verb);
      return ExitCode.YES;
    }
    return verb.run(new Invocation(verb, line, environment));
  }

  private static CommandLine parse(Verb verb, String... words) throws Failure {
    String[] rest = new String[words.length - 1];
    System.arraycopy(words, 1, rest, 0, rest.length);
    try {
      return DefaultParser.builder()
          .setAllowPartialMatching(false)
          .get()
          .parse(CommonOptions.of(verb), rest);
    } catch (ParseException e) {
      throw Failure.wrong(
          String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT),
          "`portwrit " + verb.name() + " --help` lists the options");
    }
  }

  private static ExitCode unwritten(Console console) {
    console.error("the output could not be written");
    console.help("look whether the disk is full or the reader went away");
    console.flush();
    return ExitCode.UNDETERMINED;
  }
}
