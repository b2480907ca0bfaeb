package dev.portwrit.cli;

import dev.portwrit.policy.Expiry;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** One call of a verb: its options and operands, and what is around it. */
final class Invocation {
  private final Verb verb;
  private final CommandLine line;
  private final Environment environment;
  private final Console console;

  Invocation(Verb verb, CommandLine line, Environment environment) {
    this.verb = verb;
    this.line = line;
    this.environment = environment;
    this.console =
        new Console(
            environment.out(),
            environment.err(),
            wantsColor(line, environment),
            line.hasOption(CommonOptions.QUIET));
  }

  Environment environment() {
    return environment;
  }

  Console console() {
    return console;
  }

  /** Something to say that is not data, for standard error and with {@code -v} only. */
  void detail(String text) {
    if (has(CommonOptions.VERBOSE)) {
      console.say(text);
    }
  }

  /** All that was typed behind the verb, options first. No option takes a secret itself. */
  List<String> words() {
    List<String> words = new ArrayList<>(List.of(verb.name()));
    for (Option option : line.getOptions()) {
      words.add("--" + option.getLongOpt());
      words.addAll(List.of(option.getValues() == null ? new String[0] : option.getValues()));
    }
    words.addAll(operands());
    return words;
  }

  /** The words that are neither options nor their values. */
  List<String> operands() {
    return line.getArgList();
  }

  /** The operands, which must be so many. */
  List<String> operands(int count) throws Failure {
    if (operands().size() != count) {
      String wanted = verb.operands().isEmpty() ? "no operand" : "`" + verb.operands() + "`";
      throw Failure.wrong(
          "`" + verb.name() + "` takes " + wanted + ", not " + operands().size() + " words",
          "`portwrit " + verb.name() + " --help` shows how it is called");
    }
    return operands();
  }

  /** Whether a flag was given. */
  boolean has(String option) {
    return line.hasOption(option);
  }

  /** The value of an option. */
  Optional<String> value(String option) {
    return Optional.ofNullable(line.getOptionValue(option));
  }

  /** All values of an option that may be repeated. */
  List<String> values(String option) {
    String[] values = line.getOptionValues(option);
    return values == null ? List.of() : List.of(values);
  }

  /** The value of {@code --format}, one of those that the verb has. */
  String format() {
    return value(CommonOptions.FORMAT).orElse(verb.formats().get(0));
  }

  /** The instant of {@code --now}, if it was given. */
  Optional<Instant> now() throws Failure {
    Optional<String> text = value(CommonOptions.NOW);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Instant now = OffsetDateTime.parse(text.get()).toInstant();
      if (!now.isAfter(Expiry.LAST)) {
        return Optional.of(now);
      }
    } catch (DateTimeException e) {
      // Is none.
    }
    throw Failure.wrong(
        "`" + text.get() + "` is not an instant",
        "write it as RFC 3339 has it, such as `2026-03-31T12:00:00Z`");
  }

  private static boolean wantsColor(CommandLine line, Environment environment) {
    return switch (line.getOptionValue(CommonOptions.COLOR, "auto")) {
      case "always" -> true;
      case "never" -> false;
      default -> environment.terminal() && !environment.variables().containsKey("NO_COLOR");
    };
  }
}
