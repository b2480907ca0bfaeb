package dev.portwrit.diagnostic;

import java.util.Locale;

/**
 * Text from outside, made safe to show: what a file, a path or a peer holds must not be able to
 * move a terminal's cursor, forge a second line, or turn the direction of reading.
 */
public final class Printable {
  private static final int LONGEST_QUOTE = 100;

  private Printable() {}

  /**
   * Whether a character can be shown as it is: it is no control or format character (line ends and
   * marks of direction among them), no separator of lines, no half of a surrogate pair and none of
   * the 66 code points that never are a character, two of which XML cannot hold.
   *
   * @param codePoint a Unicode code point
   * @return true if it is harmless
   */
  public static boolean isPrintable(int codePoint) {
    if (codePoint >= ' ' && codePoint < 0x7f) {
      return true;
    }
    if ((codePoint & 0xfffe) == 0xfffe || (codePoint >= 0xfdd0 && codePoint <= 0xfdef)) {
      return false;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /**
   * The text in one printable line: what cannot be shown is written as {@code \n}, {@code \t} or
   * with the hex digits of its code point, such as {@code \}{@code u001b}.
   *
   * @param text any text
   * @return the same text if it is printable
   */
  public static String escape(String text) {
    if (text.codePoints().allMatch(Printable::isPrintable)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> appendEscaped(escaped, c));
    return escaped.toString();
  }

  /**
   * The first line of a text, printable: of what a parser says, the lines behind it show the text
   * that it read.
   *
   * @param text any text
   * @return what {@link #escape} makes of what stands before the first line end
   */
  public static String firstLine(String text) {
    int end = text.indexOf('\n');
    return escape(end < 0 ? text : text.substring(0, end));
  }

  /**
   * The text as messages quote it: in backticks, in one printable line, and cut where it is longer
   * than anybody wants to read.
   *
   * @param text any text
   * @return such as {@code `pusher`}
   */
  public static String quote(String text) {
    if (text.codePointCount(0, text.length()) <= LONGEST_QUOTE) {
      return "`" + escape(text) + "`";
    }
    return "`" + escape(text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE))) + "…`";
  }

  private static void appendEscaped(StringBuilder escaped, int c) {
    if (isPrintable(c)) {
      escaped.appendCodePoint(c);
    } else if (c == '\n') {
      escaped.append("\\n");
    } else if (c == '\t') {
      escaped.append("\\t");
    } else {
      escaped.append(String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c));
    }
  }
}
