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
 * in front. So does what stands behind a semicolon, at which a spreadsheet parts cells where the
 * comma is for decimals; a quote does not hinder it, because it is not the first of the line.
 */
final class CsvWriter implements RowWriter {
  // The last four are those of Chinese and Japanese keyboards, as wide as a letter of theirs.
  private static final String FORMULA = "=+-@\t\r\uff1d\uff0b\uff0d\uff20";

  private final OutputStream out;

  CsvWriter(OutputStream out, ReportTitle title) throws IOException {
    this.out = out;
    line(title.allColumns());
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
    String printable = Printable.escape(harmless(text));
    boolean quoted = printable.indexOf(',') >= 0 || printable.indexOf('"') >= 0;
    return quoted ? "\"" + printable.replace("\"", "\"\"") + "\"" : printable;
  }

  private static String harmless(String text) {
    if (text.indexOf(';') < 0) {
      return isFormula(text) ? "'" + text : text;
    }
    StringJoiner cells = new StringJoiner(";");
    for (String cell : text.split(";", -1)) {
      cells.add(isFormula(cell) ? "'" + cell : cell);
    }
    return cells.toString();
  }

  // Spaces and quotes before a formula do not make every spreadsheet take it for a text.
  private static boolean isFormula(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (FORMULA.indexOf(c) >= 0) {
        return true;
      }
      if (c != ' ' && c != '"') {
        return false;
      }
    }
    return false;
  }
}
