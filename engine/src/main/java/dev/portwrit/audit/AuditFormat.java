package dev.portwrit.audit;

import java.io.IOException;
import java.io.OutputStream;
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
  MARKDOWN,
  /** One page for a browser, which needs nothing else. */
  HTML;

  /**
   * Reads a format.
   *
   * @param text such as {@code csv}
   * @return the format, or empty if the text is not one
   */
  public static Optional<AuditFormat> parse(String text) {
    return Arrays.stream(values()).filter(format -> format.toString().equals(text)).findFirst();
  }

  RowWriter writer(OutputStream out, ReportTitle title) throws IOException {
    return switch (this) {
      case TEXT -> new TextWriter(out, title);
      case JSON -> new JsonWriter(out, title);
      case NDJSON -> new NdjsonWriter(out, title);
      case MARKDOWN -> new MarkdownWriter(out, title);
      case HTML -> new HtmlTableWriter(out, title);
      case CSV -> new CsvWriter(out, title);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
