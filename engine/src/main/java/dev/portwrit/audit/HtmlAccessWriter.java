package dev.portwrit.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The report as a page of HTML: the matrix, a page for each person and each repository, and the
 * calendar of what ends, made by its script of the data in it. Without scripts it says what it is
 * of, how much there is and what is not known.
 */
final class HtmlAccessWriter implements RowWriter {
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  private final HtmlPage page;
  private final HtmlData data;
  private final ReportTitle title;
  private final AccessMatrix matrix;
  private final List<String> unknown;
  private final Function<String, List<String>> members;
  private long rows;

  /**
   * Begins a report.
   *
   * @param matrix which role everybody has where
   * @param expiries what ends, as the view of it has it, however far ahead
   * @param unknown what could not be told, one line each
   * @param members who is in a team or organization, by their texts; nobody is in anybody else
   */
  HtmlAccessWriter(
      OutputStream out,
      ReportTitle title,
      AccessMatrix matrix,
      List<ViewRow> expiries,
      List<String> unknown,
      Function<String, List<String>> members)
      throws IOException {
    this.title = title;
    this.matrix = matrix;
    this.unknown = unknown;
    this.members = members;
    this.page = new HtmlPage(out, "Who can do what: " + title.heading(), HtmlPage.SCRIPT);
    this.data = new HtmlData(out, title.columns(), matrix.repositories());
    head();
    data.element("id=\"report\"", json -> report(json, expiries));
  }

  private void head() throws IOException {
    page.line("<a class=\"skip\" href=\"#main\">To the contents</a>");
    page.line("<header>");
    page.line("<h1>Who can do what</h1>");
    page.line("<p>" + HtmlText.escape(facts()) + "</p>");
    page.line("</header>");
    page.line(
        "<main id=\"main\" tabindex=\"-1\"><p>Without its script this page shows only a summary. All"
            + " rows are in it; <code>portwrit audit --format csv</code> writes them as a"
            + " table.</p></main>");
  }

  private String facts() {
    String policies = title.revision().isEmpty() ? "not committed" : "commit " + title.revision();
    StringBuilder text = new StringBuilder("Policies: " + policies + ". As of: " + title.now());
    title.scope().registry().ifPresent(one -> text.append(". Registry: ").append(one));
    title.scope().repository().ifPresent(one -> text.append(". Repository: ").append(one));
    title.scope().subject().ifPresent(one -> text.append(". Subject: ").append(one));
    return text.append('.').toString();
  }

  private void report(JsonGenerator json, List<ViewRow> expiries) throws IOException {
    json.writeStartObject();
    json.writeStringField("now", title.now().toString());
    json.writeStringField("revision", title.revision());
    json.writeFieldName("columns");
    HtmlData.texts(json, title.columns());
    json.writeFieldName("unknown");
    HtmlData.texts(json, title.unknown());
    json.writeArrayFieldStart("repositories");
    for (var name : matrix.repositories()) {
      json.writeString(name.value());
    }
    json.writeEndArray();
    json.writeFieldName("subjects");
    HtmlData.texts(json, matrix.roles().keySet());
    json.writeArrayFieldStart("roles");
    for (Map.Entry<String, byte[]> row : matrix.roles().entrySet()) {
      RunLengths.write(json, row.getValue().length, i -> row.getValue()[i]);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("expiries");
    for (ViewRow row : expiries) {
      List<String> cells = new ArrayList<>(row.cells());
      cells.set(1, lastDay(Instant.parse(cells.get(1))));
      HtmlData.texts(json, cells);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  // A script knows no year with five digits as Java writes it.
  private static String lastDay(Instant end) {
    LocalDate day = end.minusNanos(1).atOffset(ZoneOffset.UTC).toLocalDate();
    return (day.isAfter(LAST_DAY) ? LAST_DAY : day).toString();
  }

  @Override
  public void write(ReportRow row) throws IOException {
    rows++;
    data.row(row.cells());
  }

  @Override
  public void finish(boolean isComplete) throws IOException {
    List<String> columns = title.columns();
    data.finish(columns.indexOf("repository"), columns.indexOf("subject"), members);
    page.line(
        "<section id=\"completeness\" class=\""
            + (isComplete ? "complete" : "incomplete")
            + "\" aria-labelledby=\"completeness-title\">");
    page.line(
        "<h2 id=\"completeness-title\">" + (isComplete ? "Complete" : "Not complete") + "</h2>");
    page.line(
        "<p>"
            + HtmlText.escape(title.ending(rows, isComplete))
            + ". Subjects: "
            + matrix.roles().size()
            + "; repositories: "
            + matrix.repositories().size()
            + ".</p>");
    if (!unknown.isEmpty()) {
      page.line("<ul>");
      for (String line : unknown) {
        page.line("<li>" + HtmlText.escape(line) + "</li>");
      }
      page.line("</ul>");
    }
    page.line("</section>");
    page.finish();
  }
}
