package dev.portwrit.guardrail;

import java.math.BigInteger;

/** The flags, the width and the precision of one verb. */
final class VerbLayout {
  private boolean plus;
  private boolean minus;
  private boolean sharp;
  private boolean space;
  private boolean zero;
  private int width = -1;
  private int precision = -1;

  void set(char flag) {
    switch (flag) {
      case '+' -> plus = true;
      case '-' -> minus = true;
      case '#' -> sharp = true;
      case ' ' -> space = true;
      default -> zero = true;
    }
  }

  void setWidth(int characters) {
    width = characters;
  }

  void setPrecision(int digits) {
    precision = digits;
  }

  /** What stands before a number that is not negative. */
  String positiveSign() {
    return plus ? "+" : space ? " " : "";
  }

  /** The prefix of a radix, if it is asked for. */
  String prefix(String radix) {
    return sharp ? radix : "";
  }

  int precisionOr(int preset) {
    return precision < 0 ? preset : precision;
  }

  String cut(String text) {
    return precision < 0 || text.codePointCount(0, text.length()) <= precision
        ? text
        : text.substring(0, text.offsetByCodePoints(0, precision));
  }

  // What Go's other flags do to text is rare and not provided: it is not guessed at.
  void requirePlain(int verb) {
    if (sharp || space || (plus && verb == 'q') || (precision >= 0 && "xX".indexOf(verb) >= 0)) {
      throw new BuiltinFailed(
          "`sprintf` with such a flag on `" + Character.toString(verb) + "` is not provided");
    }
  }

  String whole(String sign, String prefix, BigInteger size, int radix) {
    String digits = size.toString(radix);
    if (precision < 0) {
      return number(sign, prefix, digits);
    }
    String shown = precision == 0 && size.signum() == 0 ? "" : digits;
    String zeros = "0".repeat(Math.max(0, precision - shown.length()));
    return pad(sign + prefix + zeros + shown, true);
  }

  String number(String sign, String prefix, String digits) {
    boolean zeros = zero && !minus && width > 0;
    int missing = width - sign.length() - prefix.length() - digits.length();
    return zeros && missing > 0
        ? sign + prefix + "0".repeat(missing) + digits
        : pad(sign + prefix + digits, true);
  }

  String pad(String text, boolean number) {
    int missing = width - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    String fill = (zero && !minus && !number ? "0" : " ").repeat(missing);
    return minus ? text + fill : fill + text;
  }
}
