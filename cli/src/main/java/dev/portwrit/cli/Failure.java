package dev.portwrit.cli;

import java.util.Optional;

/** The end of a verb that cannot go on: what is wrong, the next step, and how the program ends. */
final class Failure extends Exception {
  private static final long serialVersionUID = 1;

  private final ExitCode exitCode;
  private final transient Optional<String> help;

  private Failure(ExitCode exitCode, String message, Optional<String> help) {
    super(message);
    this.exitCode = exitCode;
    this.help = help;
  }

  /** The command or the policy is wrong. */
  static Failure wrong(String message, String help) {
    return new Failure(ExitCode.WRONG, message, Optional.of(help));
  }

  /** It could not be determined. */
  static Failure undetermined(String message, String help) {
    return new Failure(ExitCode.UNDETERMINED, message, Optional.of(help));
  }

  /** What is wrong, one line. */
  String message() {
    return String.valueOf(getMessage());
  }

  ExitCode exitCode() {
    return exitCode;
  }

  Optional<String> help() {
    return help;
  }
}
