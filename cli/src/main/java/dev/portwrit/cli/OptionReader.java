package dev.portwrit.cli;

import dev.portwrit.diagnostic.Printable;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** Reads the words behind a verb: its options with their values, and what is none of them. */
final class OptionReader {
  private static final List<String> COLORS = List.of("auto", "always", "never");

  private OptionReader() {}

  /** The options and operands of a call; the first word is the verb itself. */
  static CommandLine read(Verb verb, String... words) throws Failure {
    String[] rest = new String[words.length - 1];
    System.arraycopy(words, 1, rest, 0, rest.length);
    CommandLine line = parse(verb, rest);
    requireOnce(verb, line);
    if (line.hasOption(CommonOptions.AT) && !verb.isOfPolicies()) {
      throw Failure.wrong("`" + verb.name() + "` reads no policies", "leave out `--at`");
    }
    String format = line.getOptionValue(CommonOptions.FORMAT);
    if (format != null && !verb.formats().contains(format)) {
      throw Failure.wrong(
          "`" + verb.name() + "` cannot print as " + Printable.quote(format),
          "formats are `" + String.join("`, `", verb.formats()) + "`");
    }
    String color = line.getOptionValue(CommonOptions.COLOR);
    if (color != null && !COLORS.contains(color)) {
      throw Failure.wrong(
          "`--color` cannot be " + Printable.quote(color), "say `auto`, `always` or `never`");
    }
    return line;
  }

  private static CommandLine parse(Verb verb, String... words) throws Failure {
    try {
      return DefaultParser.builder()
          .setAllowPartialMatching(false)
          .get()
          .parse(CommonOptions.of(verb), words);
    } catch (UnrecognizedOptionException e) {
      throw wrong(verb, "`" + verb.name() + "` has no option " + Printable.quote(e.getOption()));
    } catch (MissingArgumentException e) {
      throw wrong(verb, "option " + shown(e.getOption()) + " needs a value");
    } catch (ParseException e) {
      throw wrong(verb, String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT));
    }
  }

  // Of two values one would be passed over in silence.
  private static void requireOnce(Verb verb, CommandLine line) throws Failure {
    for (Option option : line.getOptions()) {
      String[] values = line.getOptionValues(option);
      if (values != null && values.length > 1 && !verb.repeatable().contains(option.getLongOpt())) {
        throw wrong(verb, "option " + shown(option) + " is there more than once");
      }
    }
  }

  private static String shown(Option option) {
    String name = "`--" + option.getLongOpt() + "`";
    return option.getOpt() == null ? name : "`-" + option.getOpt() + "`, " + name + ",";
  }

  private static Failure wrong(Verb verb, String message) {
    return Failure.wrong(message, "`portwrit " + verb.name() + " --help` lists the options");
  }
}
