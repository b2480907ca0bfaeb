package dev.portwrit.audit;

import dev.portwrit.diagnostic.MarkdownText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;

/** A table of Markdown, as GitHub and GitLab show it. Nothing in a cell is taken for markup. */
final class MarkdownWriter implements RowWriter {
  private static final List<String> HEADER =
      List.of(
          "registry", "repository", "tags", "subject", "action", "via", "rule", "since", "expires");

  private final OutputStream out;
  private final List<String> unknown;
  private long rows;

  MarkdownWriter(OutputStream out, String revision, Instant now, List<String> unknown)
      throws IOException {
    this.out = out;
    this.unknown = unknown;
    line("Access by policy" + (revision.isEmpty() ? "" : " of " + revision) + " at " + now);
    line("");
    line("| " + String.join(" | ", HEADER) + " |");
    line("|" + " --- |".repeat(HEADER.size()));
  }

  @Override
  public void write(AuditRow row) throws IOException {
    rows++;
    StringJoiner cells = new StringJoiner(" | ", "| ", " |");
    cells
        .add(cell(row.registry()))
        .add(cell(row.repository().value()))
        .add(cell(row.tags()))
        .add(cell(row.subject().toString()))
        .add(cell(row.action().toString()))
        .add(cell(row.via()))
        .add(
            cell(
                row.rule()
                    + row.place().map(p -> " (" + p.file() + ":" + p.line() + ")").orElse("")))
        .add(row.since().map(MarkdownWriter::cell).orElse(""))
        .add(row.expires().map(some -> cell(some.written())).orElse(""));
    line(cells.toString());
  }

  @Override
  public void finish() throws IOException {
    line("");
    line(
        rows
            + (rows == 1 ? " row" : " rows")
            + ", complete over the policy; not known here: "
            + String.join(", ", unknown));
  }

  private static String cell(String text) {
    return text.isEmpty() ? "" : MarkdownText.code(text);
  }

  private void line(String text) throws IOException {
    out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
