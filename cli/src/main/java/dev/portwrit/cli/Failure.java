package dev.portwrit.cli;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import java.util.Optional;

/** The end of a verb that cannot go on: what is wrong, the next step, and how the program ends. */
final class Failure extends Exception {
  private static final long serialVersionUID = 1;

  private final ExitCode exitCode;
  private final transient Optional<Code> code;
  private final transient Optional<String> help;

  private Failure(ExitCode exitCode, Optional<Code> code, String message, Optional<String> help) {
    super(message);
    this.exitCode = exitCode;
    this.code = code;
    this.help = help;
  }

  /** The command or the policy is wrong. */
  static Failure wrong(String message, String help) {
    return new Failure(ExitCode.WRONG, Optional.empty(), message, Optional.of(help));
  }

  /** It could not be determined. */
  static Failure undetermined(String message, String help) {
    return new Failure(ExitCode.UNDETERMINED, Optional.empty(), message, Optional.of(help));
  }

  /** A problem that has a code. */
  static Failure of(ExitCode exitCode, Diagnostic problem) {
    return new Failure(exitCode, Optional.of(problem.code()), problem.message(), problem.help());
  }

  /** Which problem it is, if it is one that has a code. */
  Optional<Code> code() {
    return code;
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
