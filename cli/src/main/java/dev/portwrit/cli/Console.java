package dev.portwrit.cli;

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

  Console(PrintStream out, PrintStream err, boolean color) {
    this.out = out;
    this.err = err;
    this.color = color;
  }

  /** The same streams with color or without. */
  Console withColor(boolean wanted) {
    return new Console(out, err, wanted);
  }

  /** Data, one line or several, for standard output. */
  void print(String text) {
    out.print(visible(text));
    out.print('\n');
  }

  /** The stream of data itself, for output whose format escapes by itself. */
  PrintStream data() {
    return out;
  }

  /** Something to say that is not data, for standard error. */
  void say(String text) {
    err.print(visible(text));
    err.print('\n');
  }

  /** An error with its next step, for standard error. */
  void error(String message) {
    err.print(paint(BOLD_RED, "error: ") + visible(message) + "\n");
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

  /** The text with each control character but line ends and tabs written as an escape. */
  static String visible(String text) {
    if (text.codePoints().noneMatch(Console::isHidden)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (isHidden(c)) {
                shown.append(String.format("\\u%04x", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }

  // Format characters include those that turn the direction of text around.
  private static boolean isHidden(int c) {
    return c != '\n' && c != '\t' && (Character.isISOControl(c) || isFormat(c));
  }

  private static boolean isFormat(int c) {
    int type = Character.getType(c);
    return type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }
}
