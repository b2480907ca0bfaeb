package dev.portwrit.guardrail;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * {@code sprintf} as OPA has it: the verbs of Go's package {@code fmt}, on arguments that are
 * strings, whole numbers of any size, floating-point numbers, or the Rego text of anything else. It
 * knows no locale. What Go writes for a wrong verb or a missing argument, such as {@code
 * %!d(string=x)}, is written here too.
 */
final class GoFormat {
  private static final BigInteger MIN_INT = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX_INT = BigInteger.valueOf(Long.MAX_VALUE);
  private static final int MAX_WIDTH = 1_000_000;

  private final String format;
  private final List<String> terms;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int next;

  private GoFormat(String format, List<String> terms) {
    this.format = format;
    this.terms = terms;
  }

  /**
   * Formats.
   *
   * @param format text with verbs
   * @param terms the arguments as Rego writes them
   * @throws BuiltinFailed if the format has something that is not provided
   */
  static String format(String format, List<String> terms) {
    return new GoFormat(format, terms).run();
  }

  private String run() {
    while (at < format.length()) {
      int percent = format.indexOf('%', at);
      if (percent < 0) {
        out.append(format, at, format.length());
        break;
      }
      out.append(format, at, percent);
      at = percent + 1;
      directive();
    }
    extra();
    return out.toString();
  }

  private void directive() {
    VerbLayout layout = layout();
    if (at >= format.length()) {
      out.append("%!(NOVERB)");
      return;
    }
    int verb = format.codePointAt(at);
    at += Character.charCount(verb);
    if (verb == '%') {
      out.append('%');
    } else if (verb == '[' || verb == '*') {
      throw new BuiltinFailed("`sprintf` with `[n]` or `*` in a verb is not provided");
    } else if (next >= terms.size()) {
      out.append("%!").appendCodePoint(verb).append("(MISSING)");
    } else {
      out.append(value(terms.get(next++), verb, layout));
    }
  }

  private VerbLayout layout() {
    VerbLayout layout = new VerbLayout();
    while (at < format.length() && "+-# 0".indexOf(format.charAt(at)) >= 0) {
      layout.set(format.charAt(at++));
    }
    layout.setWidth(digits());
    if (at < format.length() && format.charAt(at) == '.') {
      at++;
      layout.setPrecision(Math.max(0, digits()));
    }
    return layout;
  }

  private int digits() {
    int value = -1;
    while (at < format.length() && Character.digit(format.charAt(at), 10) >= 0) {
      value = Math.max(0, value) * 10 + Character.digit(format.charAt(at++), 10);
      if (value > MAX_WIDTH) {
        throw new BuiltinFailed("`sprintf` with a width above a million is not provided");
      }
    }
    return value;
  }

  private void extra() {
    if (next >= terms.size()) {
      return;
    }
    out.append("%!(EXTRA ");
    for (int i = next; i < terms.size(); i++) {
      out.append(i > next ? ", " : "").append(typed(terms.get(i)));
    }
    out.append(')');
  }

  private static String value(String term, int verb, VerbLayout layout) {
    if (isNumber(term)) {
      return isWhole(term)
          ? whole(new BigInteger(term), verb, layout)
          : fraction(term, verb, layout);
    }
    String text = text(term);
    layout.requirePlain(verb);
    return switch (verb) {
      case 's', 'v' -> layout.pad(layout.cut(text), false);
      case 'q' -> layout.pad(quote(layout.cut(text), '"'), false);
      case 'x', 'X' -> layout.pad(hex(text, verb), false);
      case 'T' -> layout.pad("string", false);
      default -> wrong(term, verb);
    };
  }

  private static String whole(BigInteger value, int verb, VerbLayout layout) {
    String sign = value.signum() < 0 ? "-" : layout.positiveSign();
    BigInteger size = value.abs();
    boolean big = isBig(value);
    return switch (verb) {
      case 'd', 'v' -> layout.whole(sign, "", size, 10);
      case 's' -> big ? layout.whole(sign, "", size, 10) : wrong(value.toString(), verb);
      case 'b' -> layout.whole(sign, layout.prefix("0b"), size, 2);
      case 'o' -> layout.whole(sign, layout.prefix("0"), size, 8);
      case 'O' -> layout.whole(sign, "0o", size, 8);
      case 'x' -> layout.whole(sign, layout.prefix("0x"), size, 16);
      case 'X' -> layout.whole(sign, layout.prefix("0X"), size, 16).toUpperCase(Locale.ROOT);
      case 'U' ->
          big ? wrong(value.toString(), verb) : layout.pad(unicode(size.longValue()), false);
      case 'T' -> layout.pad(big ? "*big.Int" : "int64", false);
      case 'c' -> big ? wrong(value.toString(), verb) : layout.pad(character(value), false);
      case 'q' ->
          big ? wrong(value.toString(), verb) : layout.pad(quote(character(value), '\''), false);
      default -> wrong(value.toString(), verb);
    };
  }

  private static String fraction(String term, int verb, VerbLayout layout) {
    double value = Double.parseDouble(term);
    if (Double.isInfinite(value)) {
      throw new BuiltinFailed("`sprintf` of the number `" + term + "` is not provided");
    }
    String sign = value < 0 ? "-" : layout.positiveSign();
    BigDecimal size = new BigDecimal(Math.abs(value));
    return switch (verb) {
      case 'v', 'g', 'G' ->
          layout.number(
              sign, "", upper(verb, GoFloat.general(Math.abs(value), layout.precisionOr(-1))));
      case 'e', 'E' ->
          layout.number(sign, "", upper(verb, GoFloat.scientific(size, layout.precisionOr(6))));
      case 'f', 'F' -> layout.number(sign, "", GoFloat.fixed(size, layout.precisionOr(6)));
      case 'T' -> layout.pad("float64", false);
      default -> wrong(term, verb);
    };
  }

  private static String upper(int verb, String text) {
    return Character.isUpperCase(verb) ? text.toUpperCase(Locale.ROOT) : text;
  }

  private static String wrong(String term, int verb) {
    return "%!" + Character.toString(verb) + "(" + typed(term) + ")";
  }

  private static String typed(String term) {
    if (!isNumber(term)) {
      return "string=" + text(term);
    }
    if (!isWhole(term)) {
      return "float64=" + GoFloat.general(Double.parseDouble(term), -1);
    }
    return isBig(new BigInteger(term)) ? "*big.Int=" + term : "int64=" + term;
  }

  private static boolean isNumber(String term) {
    char first = term.charAt(0);
    return first == '-' || (first >= '0' && first <= '9');
  }

  private static boolean isWhole(String term) {
    return term.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
  }

  private static boolean isBig(BigInteger value) {
    return value.compareTo(MIN_INT) < 0 || value.compareTo(MAX_INT) > 0;
  }

  private static String character(BigInteger value) {
    int point = value.bitLength() > 31 ? -1 : value.intValue();
    return Character.isValidCodePoint(point) && !isSurrogate(point)
        ? Character.toString(point)
        : "\uFFFD";
  }

  private static String unicode(long point) {
    return String.format(Locale.ROOT, "U+%04X", point);
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  private static String text(String term) {
    if (term.charAt(0) != '"') {
      return term;
    }
    try {
      return StrictJson.parse(term).textValue();
    } catch (JsonRefused e) {
      throw new BuiltinFailed("an argument of `sprintf` cannot be read: " + e.getMessage());
    }
  }

  private static String hex(String text, int verb) {
    HexFormat hex = verb == 'X' ? HexFormat.of().withUpperCase() : HexFormat.of();
    return hex.formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String quote(String text, char mark) {
    StringBuilder quoted = new StringBuilder().append(mark);
    text.codePoints().forEach(point -> appendQuoted(quoted, point, mark));
    return quoted.append(mark).toString();
  }

  private static void appendQuoted(StringBuilder quoted, int point, char mark) {
    if (point == mark || point == '\\') {
      quoted.append('\\').appendCodePoint(point);
      return;
    }
    switch (point) {
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      case '\b' -> quoted.append("\\b");
      case '\f' -> quoted.append("\\f");
      case 7 -> quoted.append("\\a");
      case 11 -> quoted.append("\\v");
      default -> {
        if (point < ' ' || point == 127) {
          quoted.append(String.format(Locale.ROOT, "\\x%02x", point));
        } else {
          quoted.appendCodePoint(point);
        }
      }
    }
  }
}
