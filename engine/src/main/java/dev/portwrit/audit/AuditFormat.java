package dev.portwrit.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a report is written. All are UTF-8. */
public enum AuditFormat {
  /** One line a row, for people. */
  TEXT,
  /** One object with a list of rows, one row a line. */
  JSON,
  /** A row a line, each an object, and a last line that says that it is whole. */
  NDJSON,
  /** RFC 4180, with a header. */
  CSV,
  /** A table for an issue or a page. */
  MARKDOWN;

  /**
   * Reads a format.
   *
   * @param text such as {@code csv}
   * @return the format, or empty if the text is not one
   */
  public static Optional<AuditFormat> parse(String text) {
    return Arrays.stream(values()).filter(format -> format.toString().equals(text)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
