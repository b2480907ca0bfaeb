package dev.portwrit.audit;

import dev.portwrit.diagnostic.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;

/**
 * RFC 4180: lines end in CR LF, a cell with a comma, a quote or a line end is quoted. A cell never
 * holds a control character, and one that a spreadsheet would take for a formula gets an apostrophe
 * in front.
 */
final class CsvWriter implements RowWriter {
  private final OutputStream out;

  CsvWriter(OutputStream out, ReportTitle title) throws IOException {
    this.out = out;
    line(title.columns());
  }

  @Override
  public void write(ReportRow row) throws IOException {
    line(row.cells());
  }

  @Override
  public void finish(boolean isComplete) {
    // A table ends with its last row.
  }

  private void line(List<String> cells) throws IOException {
    StringJoiner line = new StringJoiner(",", "", "\r\n");
    cells.forEach(cell -> line.add(cell(cell)));
    out.write(line.toString().getBytes(StandardCharsets.UTF_8));
  }

  static String cell(String text) {
    String harmless = isFormula(text) ? "'" + text : text;
    String printable = Printable.escape(harmless);
    boolean quoted = printable.indexOf(',') >= 0 || printable.indexOf('"') >= 0;
    return quoted ? "\"" + printable.replace("\"", "\"\"") + "\"" : printable;
  }

  private static boolean isFormula(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
  }
}
