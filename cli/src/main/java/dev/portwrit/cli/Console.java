package dev.portwrit.cli;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Printable;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Where a verb prints. Text that comes from policies, registries or the network can hold anything;
 * on its way to a person every control character becomes visible, so that it cannot write to the
 * terminal.
 */
final class Console {
  private static final String BOLD_RED = "\u001b[1;31m";
  private static final String BOLD_YELLOW = "\u001b[1;33m";
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String RESET = "\u001b[0m";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean color;
  private final boolean quiet;

  Console(PrintStream out, PrintStream err, boolean color, boolean quiet) {
    this.out = out;
    this.err = err;
    this.color = color;
    this.quiet = quiet;
  }

  /** Data, one line or several, for standard output. */
  void print(String text) {
    out.print(visible(text));
    out.print('\n');
  }

  /** The stream of data itself, for output whose format escapes by itself; it fails when full. */
  OutputStream data() {
    return new CheckedOutput(out);
  }

  /** Something to say that is not data, for standard error; {@code -q} leaves it out. */
  void say(String text) {
    if (!quiet) {
      err.print(visible(text) + "\n");
    }
  }

  /** A problem of the policies, for standard error. */
  void problem(Diagnostic problem) {
    err.print(visible(problem.toString()) + "\n");
  }

  /** An error with its next step, for standard error. */
  void error(String message) {
    err.print(paint(BOLD_RED, "error: ") + visible(message) + "\n");
  }

  /** An error that has a code, for standard error. */
  void error(Code code, String message) {
    err.print(paint(BOLD_RED, "error[" + code + "]: ") + visible(message) + "\n");
  }

  /** The next step after an error. */
  void help(String text) {
    err.print("  help: " + visible(text) + "\n");
  }

  /** A warning, for standard error. */
  void warning(String message) {
    err.print(paint(BOLD_YELLOW, "warning: ") + visible(message) + "\n");
  }

  /**
   * An answer for standard output: a word, green for yes and red for no, and the rest of the line.
   */
  void answer(boolean yes, String word, String rest) {
    out.print(paint(yes ? GREEN : RED, word) + visible(rest) + "\n");
  }

  /** Writes what is still held back. */
  void flush() {
    out.flush();
    err.flush();
  }

  /** Whether writing data failed, as it does when a pipe is closed or a disk is full. */
  boolean failed() {
    return out.checkError();
  }

  private String paint(String code, String text) {
    return color ? code + text + RESET : text;
  }

  /** The text with everything that is not printable but line ends and tabs written as an escape. */
  static String visible(String text) {
    if (text.codePoints().allMatch(Console::isShown)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (isShown(c)) {
                shown.appendCodePoint(c);
              } else {
                shown.append(Printable.escape(Character.toString(c)));
              }
            });
    return shown.toString();
  }

  private static boolean isShown(int c) {
    return c == '\n' || c == '\t' || Printable.isPrintable(c);
  }
}
