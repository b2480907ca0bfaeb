package dev.portwrit.audit;

import dev.portwrit.diagnostic.MarkdownText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** A table of Markdown, as GitHub and GitLab show it. Nothing in a cell is taken for markup. */
final class MarkdownWriter implements RowWriter {
  private final OutputStream out;
  private final ReportTitle title;
  private long rows;

  MarkdownWriter(OutputStream out, ReportTitle title) throws IOException {
    this.out = out;
    this.title = title;
    String heading = title.heading();
    line(heading.substring(0, 1).toUpperCase(Locale.ROOT) + heading.substring(1));
    line("");
    line("| " + String.join(" | ", columns(title.shown())) + " |");
    line("|" + " --- |".repeat(title.shown().size()));
  }

  @Override
  public void write(ReportRow row) throws IOException {
    rows++;
    StringJoiner cells = new StringJoiner(" | ", "| ", " |");
    row.shown().subList(0, title.shown().size()).forEach(cell -> cells.add(cell(cell)));
    line(cells.toString());
  }

  @Override
  public void finish(boolean isComplete) throws IOException {
    line("");
    line(title.ending(rows, isComplete));
  }

  // A name of a column may be that of a repository.
  private static List<String> columns(List<String> names) {
    return names.stream()
        .map(name -> name.matches("[a-z-]+") ? name : MarkdownText.code(name))
        .toList();
  }

  private static String cell(String text) {
    return text.isEmpty() ? "" : MarkdownText.code(text);
  }

  private void line(String text) throws IOException {
    out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
