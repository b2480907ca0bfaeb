package dev.portwrit.audit;

import dev.portwrit.diagnostic.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * One line a row, such as {@code user:bob push acme/pay/** (all) by push to team:acme/pay on
 * acme/pay/** (teams.yaml:4) via team:acme/pay}.
 */
final class TextWriter implements RowWriter {
  private final OutputStream out;
  private final List<String> unknown;
  private long rows;

  TextWriter(OutputStream out, String revision, Instant now, List<String> unknown)
      throws IOException {
    this.out = out;
    this.unknown = unknown;
    line("access by policy" + (revision.isEmpty() ? "" : " of " + revision) + " at " + now);
  }

  @Override
  public void write(AuditRow row) throws IOException {
    rows++;
    StringBuilder line = new StringBuilder(200);
    line.append(row.subject()).append(' ').append(row.action()).append(' ');
    if (!row.registry().isEmpty()) {
      line.append(row.registry()).append(": ");
    }
    line.append(row.repository());
    if (!row.tags().equals("all")) {
      line.append(' ').append(row.tags());
    }
    line.append(" | ").append(row.rule());
    row.place().ifPresent(p -> line.append(" (" + p.file() + ":" + p.line() + ")"));
    line.append(" | ").append(row.via());
    row.expires().ifPresent(expiry -> line.append(" | expires ").append(expiry));
    row.since().ifPresent(since -> line.append(" | ").append(since));
    line(line.toString());
  }

  @Override
  public void finish() throws IOException {
    line(
        rows
            + (rows == 1 ? " row" : " rows")
            + ", complete over the policy; not known here: "
            + String.join(", ", unknown));
  }

  private void line(String text) throws IOException {
    out.write((Printable.escape(text) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
