package dev.portwrit.audit;

import dev.portwrit.diagnostic.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One line a row, such as {@code user:bob push acme/pay/** | push to team:acme/pay on acme/pay/**
 * (teams.yaml:4) | team:acme/pay}.
 */
final class TextWriter implements RowWriter {
  private final OutputStream out;
  private final ReportTitle title;
  private long rows;

  TextWriter(OutputStream out, ReportTitle title) throws IOException {
    this.out = out;
    this.title = title;
    line(title.heading());
  }

  @Override
  public void write(ReportRow row) throws IOException {
    rows++;
    line(row.text());
  }

  @Override
  public void finish(boolean isComplete) throws IOException {
    line(title.ending(rows, isComplete));
  }

  private void line(String text) throws IOException {
    out.write((Printable.escape(text) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
