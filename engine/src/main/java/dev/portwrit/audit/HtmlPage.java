package dev.portwrit.audit;

import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * One page of HTML that needs nothing else: its style and its script are in it, and its policy of
 * content lets nothing but these two run, and nothing be fetched or sent.
 */
final class HtmlPage {
  /** The style of every page. */
  static final List<String> STYLE = List.of("page.css", "grid.css", "calendar.css", "print.css");

  /** The script of the report, which is one module; each file uses what stands before it. */
  static final List<String> SCRIPT =
      List.of(
          "slices.js",
          "data.js",
          "routes.js",
          "elements.js",
          "ways.js",
          "grid.js",
          "matrix.js",
          "person.js",
          "repository.js",
          "calendar.js",
          "live.js",
          "access.js",
          "print.js",
          "report.js");

  private final OutputStream out;
  private final String script;

  /**
   * Begins a page.
   *
   * @param title what it is called
   * @param script the resources of its script, empty if it has none
   */
  HtmlPage(OutputStream out, String title, List<String> script) throws IOException {
    this.out = out;
    this.script = joined(script);
    String style = joined(STYLE);
    String runs = script.isEmpty() ? "" : "; script-src '" + hash(this.script) + "'";
    line("<!DOCTYPE html>");
    line("<html lang=\"en\">");
    line("<head>");
    line("<meta charset=\"utf-8\">");
    line(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '"
            + hash(style)
            + "'"
            + runs
            + "; base-uri 'none'; form-action 'none'\">");
    line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    line("<meta name=\"referrer\" content=\"no-referrer\">");
    line("<title>" + HtmlText.escape(title) + "</title>");
    line("<style>" + style + "</style>");
    line("</head>");
    line("<body>");
  }

  /** Writes a line of markup, in which text from outside is escaped already. */
  void line(String markup) throws IOException {
    out.write((markup + "\n").getBytes(StandardCharsets.UTF_8));
  }

  void finish() throws IOException {
    if (!script.isEmpty()) {
      line("<script type=\"module\">" + script + "</script>");
    }
    line("</body>");
    line("</html>");
  }

  private static String joined(List<String> names) {
    StringBuilder all = new StringBuilder();
    for (String name : names) {
      try (InputStream in = HtmlPage.class.getResourceAsStream("html/" + name)) {
        byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
        all.append('\n').append(new String(bytes, StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException("the page's own `" + name + "` cannot be read", e);
      }
    }
    return all.toString();
  }

  private static String hash(String text) {
    String hex = Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex();
    return "sha256-" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }
}
