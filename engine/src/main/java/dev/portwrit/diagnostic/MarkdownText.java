package dev.portwrit.diagnostic;

/**
 * Text from outside as Markdown shows it: as code, in which no host looks for names to notify, for
 * numbers of issues or for addresses, and without a character that could mean something to
 * Markdown, to a table or to HTML.
 */
public final class MarkdownText {
  private static final int LONGEST = 300;

  private MarkdownText() {}

  /**
   * The text as code in a line of Markdown, in a table too.
   *
   * @param text any text
   * @return one line
   */
  public static String code(String text) {
    return "<code>" + escape(text) + "</code>";
  }

  /**
   * The same of text that may be long: what is cut off is marked by an ellipsis.
   *
   * @param text any text
   * @return one line
   */
  public static String shortCode(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? code(text)
        : code(text.substring(0, text.offsetByCodePoints(0, LONGEST))) + "&hellip;";
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    Printable.escape(text)
        .codePoints()
        .forEach(
            c -> {
              if (isPlain(c)) {
                escaped.appendCodePoint(c);
              } else {
                escaped.append("&#").append(c).append(';');
              }
            });
    return escaped.toString();
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || " ,./-".indexOf(c) >= 0;
  }
}
