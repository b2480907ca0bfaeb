package dev.portwrit.guardrail;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Floating-point numbers as Go's package {@code strconv} writes them, without a sign. */
final class GoFloat {
  /** The shortest text of a number with at least this exponent is written with it. */
  private static final int LARGE_EXPONENT = 6;

  private GoFloat() {}

  /** Digits with a point. */
  static String fixed(BigDecimal value, int precision) {
    return value.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** One digit, a fraction of so many digits, and an exponent of at least two. */
  static String scientific(BigDecimal value, int precision) {
    if (value.signum() == 0) {
      return withExponent("0" + (precision > 0 ? "." + "0".repeat(precision) : ""), 0);
    }
    BigDecimal rounded = value.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    return withExponent(
        rounded.movePointLeft(exponent).setScale(precision).toPlainString(), exponent);
  }

  /**
   * Digits with a point or with an exponent, whichever the size of the number asks for.
   *
   * @param precision the most digits; below 0 as few as name the number
   */
  static String general(double value, int precision) {
    if (value == 0) {
      return "0";
    }
    if (value < 0) {
      return "-" + general(-value, precision);
    }
    BigDecimal digits =
        precision < 0
            ? shortest(value)
            : new BigDecimal(value)
                .round(new MathContext(Math.max(1, precision), RoundingMode.HALF_EVEN));
    BigDecimal stripped = digits.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    int large = precision < 0 ? LARGE_EXPONENT : Math.max(1, precision);
    if (exponent < -4 || exponent >= large) {
      String mantissa = stripped.movePointLeft(exponent).stripTrailingZeros().toPlainString();
      return withExponent(mantissa, exponent);
    }
    return stripped.toPlainString();
  }

  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < 17; digits++) {
      BigDecimal candidate = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (candidate.doubleValue() == value) {
        return candidate;
      }
    }
    return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
  }

  private static String withExponent(String mantissa, int exponent) {
    return mantissa
        + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
