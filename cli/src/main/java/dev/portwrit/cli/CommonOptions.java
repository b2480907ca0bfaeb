package dev.portwrit.cli;

import java.util.List;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/** The options that every verb has. */
final class CommonOptions {
  static final String WORKSPACE = "workspace";
  static final String AT = "at";
  static final String NOW = "now";
  static final String FORMAT = "format";
  static final String COLOR = "color";
  static final String QUIET = "quiet";
  static final String VERBOSE = "verbose";
  static final String HELP = "help";

  private CommonOptions() {}

  /** The options of a verb: its own and the common ones. */
  static Options of(Verb verb) {
    Options options = new Options();
    verb.options().forEach(options::addOption);
    common(verb.formats()).forEach(options::addOption);
    return options;
  }

  private static List<Option> common(List<String> formats) {
    return List.of(
        value("C", WORKSPACE, "DIR-or-URL", "where the policies are; here and upwards by default"),
        value(null, AT, "COMMIT-or-DATE", "policies as of then"),
        value(null, NOW, "INSTANT", "the instant for expiry; now by default"),
        value(null, FORMAT, String.join("|", formats), "how to print"),
        value(null, COLOR, "auto|always|never", "whether to color"),
        flag("q", QUIET, "say less"),
        flag("v", VERBOSE, "say more"),
        flag(null, HELP, "show this"));
  }

  /** An option with a value. */
  static Option value(@Nullable String letter, String name, String value, String text) {
    return Option.builder(letter).longOpt(name).hasArg().argName(value).desc(text).get();
  }

  /** An option without a value. */
  static Option flag(@Nullable String letter, String name, String text) {
    return Option.builder(letter).longOpt(name).desc(text).get();
  }
}
