package dev.portwrit.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/** A page of HTML that is one table, without a script. Nothing in a cell is taken for markup. */
final class HtmlTableWriter implements RowWriter {
  private final HtmlPage page;
  private final ReportTitle title;
  private long rows;

  HtmlTableWriter(OutputStream out, ReportTitle title) throws IOException {
    this.title = title;
    String heading = title.heading();
    heading = heading.substring(0, 1).toUpperCase(Locale.ROOT) + heading.substring(1);
    this.page = new HtmlPage(out, heading, List.of());
    page.line("<main class=\"table\">");
    page.line("<h1>" + HtmlText.escape(heading) + "</h1>");
    page.line("<p><a href=\"#ending\">Is it complete?</a></p>");
    page.line("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Rows\">");
    page.line("<table>");
    page.line("<thead>" + cells("th scope=\"col\"", title.shown()) + "</thead>");
    page.line("<tbody>");
  }

  @Override
  public void write(ReportRow row) throws IOException {
    rows++;
    page.line(cells("td", row.shown().subList(0, title.shown().size())));
  }

  @Override
  public void finish(boolean isComplete) throws IOException {
    page.line("</tbody>");
    page.line("</table>");
    page.line("</div>");
    page.line(
        "<p id=\"ending\" class=\""
            + (isComplete ? "complete" : "incomplete")
            + "\">"
            + HtmlText.escape(title.ending(rows, isComplete))
            + "</p>");
    page.line("</main>");
    page.finish();
  }

  private static String cells(String element, List<String> texts) {
    StringBuilder row = new StringBuilder("<tr>");
    String end = "</" + element.substring(0, 2) + ">";
    for (String text : texts) {
      row.append('<').append(element).append('>').append(HtmlText.escape(text)).append(end);
    }
    return row.append("</tr>").toString();
  }
}
