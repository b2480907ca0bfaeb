package dev.portwrit.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.commons.cli.help.HelpFormatter;
import org.apache.commons.cli.help.TextHelpAppendable;

/** What {@code --help} prints. */
final class Help {
  private Help() {}

  static boolean isAskedFor(String word) {
    return word.equals("--help") || word.equals("-h") || word.equals("help");
  }

  /** The verbs. */
  static void program(Environment environment) {
    StringBuilder text = new StringBuilder("usage: portwrit VERB [options]\n\n");
    for (Verb verb : Verbs.all()) {
      text.append(String.format("  %-12s %s%n", verb.name(), verb.summary()));
    }
    text.append("\n`portwrit VERB --help` shows the options of a verb\n");
    environment.out().print(text);
  }

  /** The options of one verb. */
  static void verb(Environment environment, Verb verb) {
    TextHelpAppendable text = new TextHelpAppendable(environment.out());
    text.setMaxWidth(110);
    String call = ("portwrit " + verb.name() + " " + verb.operands()).trim() + " [options]";
    try {
      HelpFormatter.builder()
          .setHelpAppendable(text)
          .setShowSince(false)
          .get()
          .printHelp(call, verb.summary(), CommonOptions.of(verb), "", false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
