package dev.portwrit.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How text is written in YAML: plain where that is safe, in quotes, or in lines below its key. */
final class ScalarLayout {
  /** The widest line, where something can be done about it. */
  static final int WIDTH = 100;

  // Letters of any script; indicators only where they indicate nothing.
  private static final Pattern PLAIN =
      Pattern.compile("[\\p{L}\\p{N}_./+(]|[\\p{L}\\p{N}_./+(<^$;=~-][^\\n\\t\\r]*[^\\s:]");
  private static final Pattern NOT_PLAIN_INSIDE = Pattern.compile(": |:$| #|^- |^---|^\\.\\.\\.");
  private static final Pattern FLOW_INDICATORS = Pattern.compile("[,\\[\\]{}]");

  // What readers of YAML 1.1 or 1.2 take for a number, a boolean, a date or nothing.
  private static final Pattern NOT_TEXT =
      Pattern.compile(
          "[-+.]?[0-9].*|[-+]?\\.(inf|nan)|~|<<|=|null|true|false|yes|no|on|off|y|n|",
          Pattern.CASE_INSENSITIVE);

  private ScalarLayout() {}

  /**
   * The text in one line; what was in quotes stays there if it could be taken for something else.
   */
  static String inline(LayoutNode node, boolean inFlow) {
    String text = node.text;
    if (node.form == LayoutNode.Form.ALIAS) {
      return "*" + text;
    }
    if (node.isMissing()) {
      return text;
    }
    boolean plain = node.form == LayoutNode.Form.PLAIN || !NOT_TEXT.matcher(text).matches();
    if (plain && isPlain(text, inFlow)) {
      return text;
    }
    boolean single = (text.indexOf('\\') >= 0 || text.indexOf('"') >= 0) && !needsEscapes(text);
    return single ? "'" + text.replace("'", "''") + "'" : doubleQuoted(text);
  }

  /**
   * The lines of text that does not go into one: the header, such as {@code >-}, and the text.
   * Empty if it is better written inline.
   *
   * @param column where it would begin inline
   * @param indent how far the lines are indented
   */
  static List<String> lines(LayoutNode node, int column, int indent) {
    String text = node.text;
    if (node.form == LayoutNode.Form.ALIAS || node.isMissing()) {
      return List.of();
    }
    boolean ended = text.endsWith("\n");
    String body = ended ? text.substring(0, text.length() - 1) : text;
    if (body.indexOf('\n') < 0
        && isFoldable(body)
        && column + body.codePointCount(0, body.length()) > WIDTH) {
      return folded(body, ended ? ">" : ">-", indent);
    }
    if (text.indexOf('\n') < 0 || !isLiteral(body)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(ended ? "|" : "|-");
    lines.addAll(List.of(body.split("\n", -1)));
    return lines;
  }

  private static List<String> folded(String body, String header, int indent) {
    List<String> lines = new ArrayList<>();
    lines.add(header);
    StringBuilder line = new StringBuilder();
    for (String word : body.split(" ", -1)) {
      if (!line.isEmpty() && indent + line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static boolean isFoldable(String body) {
    return body.indexOf(' ') > 0
        && !body.endsWith(" ")
        && !body.contains("  ")
        && !needsEscapes(body);
  }

  private static boolean isLiteral(String body) {
    return !body.isEmpty()
        && !needsEscapes(body.replace("\n", ""))
        && !body.startsWith(" ")
        && !body.startsWith("\n")
        && !body.endsWith("\n")
        && body.lines().noneMatch(line -> !line.isEmpty() && line.isBlank());
  }

  private static boolean isPlain(String text, boolean inFlow) {
    return PLAIN.matcher(text).matches()
        && !NOT_PLAIN_INSIDE.matcher(text).find()
        && !needsEscapes(text)
        && !(inFlow && FLOW_INDICATORS.matcher(text).find());
  }

  private static boolean needsEscapes(String text) {
    return text.chars().anyMatch(c -> c < ' ' || c == '\u2028' || c == '\u2029');
  }

  private static String doubleQuoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (needsEscapes(Character.toString(c))) {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
