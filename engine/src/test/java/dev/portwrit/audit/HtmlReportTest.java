package dev.portwrit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portwrit.decision.PolicyIndex;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page holds; how it behaves in a browser is tested with the command. */
class HtmlReportTest {
  private static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");
  private static final String HOSTILE =
      "</script><script>alert(1)</script><!-- & ' \" \u2028 \u2029 \u001b[31m \u202e";

  @Test
  void page_holdsEveryRow_asNumbersOfTextsOfItsColumn() throws IOException {
    String page = text(report(), AuditFormat.HTML);
    JsonNode tables = data(page, "id=\"tables\"").get(0);
    List<String> rows = new ArrayList<>();
    for (JsonNode block : data(page, "class=\"rows\"")) {
      List<List<Integer>> columns = new ArrayList<>();
      block.path("columns").forEach(column -> columns.add(decoded(column)));
      for (int row = 0; row < block.path("count").asInt(); row++) {
        List<String> cells = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
          int number = columns.get(column).get(row);
          cells.add(CsvWriter.cell(tables.path("texts").path(column).path(number).asText()));
        }
        rows.add(String.join(",", cells));
      }
    }
    List<String> csv = text(report(), AuditFormat.CSV).lines().skip(1).toList();
    assertThat(rows).hasSizeGreaterThan(20).isEqualTo(csv);
  }

  @Test
  void page_letsOnlyItsOwnStyleAndScriptRun() throws Exception {
    String page = text(report(), AuditFormat.HTML);
    assertThat(page)
        .contains(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '"
                + sum(page, "<style>(.*?)</style>")
                + "'; script-src '"
                + sum(page, "<script type=\"module\">(.*?)</script>")
                + "'; base-uri 'none'; form-action 'none'\">");
    assertThat(page.split("<script", -1)).as("scripts, and the text before").hasSize(5);
    assertThat(page).doesNotContain("src=").doesNotContain("http:").doesNotContain("https:");
  }

  @ParameterizedTest
  @CsvSource({
    "2027-02-01T00:00:00Z, 2027-01-31",
    "2027-02-01T00:00:01Z, 2027-02-01",
    "+10000-01-01T00:00:00Z, 9999-12-31",
    "+10000-01-01T12:00:00Z, 9999-12-31"
  })
  void ending_isTheLastDay_ofWhichTheScriptCanCount(Instant end, String day) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ViewRow row = ViewRow.of("written", end.toString(), "grant");
    RowWriter writer =
        new HtmlAccessWriter(
            out, title("x"), matrix(), List.of(row), List.of(), HtmlReportTest::members);
    writer.finish(true);
    JsonNode report = data(out.toString(StandardCharsets.UTF_8), "id=\"report\"").get(0);
    assertThat(report.path("expiries").path(0).path(1).asText()).isEqualTo(day);
  }

  @Test
  void rowsOfATeam_areOfAllWhoAreInIt() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RowWriter writer =
        new HtmlAccessWriter(
            out, title("x"), matrix(), List.of(), List.of(), HtmlReportTest::members);
    writer.write(new ViewRow(AuditRow.COLUMNS.stream().map(name -> "team:acme/pay").toList()));
    writer.finish(true);
    JsonNode tables = data(out.toString(StandardCharsets.UTF_8), "id=\"tables\"").get(0);
    assertThat(tables.path("members").toString()).isEqualTo("[[\"user:bob\"]]");
  }

  @Test
  void script_neverMakesMarkupOfText() throws IOException {
    assertThat(text(report(), AuditFormat.HTML))
        .doesNotContainPattern(
            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|DOMParser|srcdoc|eval\\(");
  }

  @Test
  void textFromOutside_isNoMarkup() throws IOException {
    String page = write(AuditFormat.HTML, title(HOSTILE), HOSTILE);
    assertThat(page)
        .doesNotContain("<script>")
        .doesNotContain("<!--")
        .doesNotContain("alert(1)<")
        .doesNotContain("\u2028")
        .doesNotContain("\u001b")
        .contains("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;!-- &amp; &#39; &quot;");

    ReportTitle title = title(HOSTILE);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RowWriter writer =
        new HtmlAccessWriter(
            out,
            title,
            matrix(),
            List.of(ViewRow.of(HOSTILE, NOW.toString())),
            List.of(HOSTILE),
            HtmlReportTest::members);
    writer.write(new ViewRow(AuditRow.COLUMNS.stream().map(name -> HOSTILE).toList()));
    writer.finish(false);
    String report = out.toString(StandardCharsets.UTF_8);
    assertThat(report).contains("Not complete").doesNotContain("<script>");
    assertThat(report).doesNotContain("<!--").doesNotContain("\u2028").doesNotContain("\u001b");
    assertThat(data(report, "id=\"tables\"").get(0).path("texts").path(0).path(0).asText())
        .as("printable, and the same text")
        .isEqualTo(
            "</script><script>alert(1)</script><!-- & ' \" \\u2028 \\u2029 \\u001b[31m \\u202e");
  }

  @Test
  void page_withoutScripts_saysWhatItIsOf_howMuchThereIs_andWhatIsNotKnown() throws IOException {
    String page = text(report(), AuditFormat.HTML);
    assertThat(page)
        .contains("<p>Without its script this page shows only a summary.")
        .contains("<p>Policies: commit 4f1c2d9. As of: 2026-08-01T12:00:00Z.</p>")
        .contains("<h2 id=\"completeness-title\">Complete</h2>")
        .contains(" rows, complete over the policy; not known here: since, author, ");
  }

  @ParameterizedTest
  @CsvSource({
    "'','[]'",
    "7,[7]",
    "'1,1','[1,-1]'",
    "'3,0,0,0,5','[3,0,-2,5]'",
    "'0,0,1,1,1','[0,-1,1,-2]'"
  })
  void runs_sayHowOftenANumberComesAgain(String numbers, String json) throws IOException {
    int[] list =
        numbers == null || numbers.isEmpty()
            ? new int[0]
            : Pattern.compile(",").splitAsStream(numbers).mapToInt(Integer::parseInt).toArray();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = JsonEscapes.OF_HTML.createGenerator(out)) {
      RunLengths.write(generator, list.length, i -> list[i]);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(json);
  }

  private static AuditReport report() {
    return new AuditReport(
        PolicyIndex.of(SmallCompany.workspace()), "4f1c2d9", NOW, AuditScope.ALL, Optional.empty());
  }

  private static AccessMatrix matrix() {
    return AccessMatrix.of(
        new ViewContext(
            PolicyIndex.of(SmallCompany.workspace()), "", NOW, AuditScope.ALL, Evidence.NONE));
  }

  private static ReportTitle title(String revision) {
    return new ReportTitle(
        AuditReport.NAME,
        revision,
        NOW,
        AuditScope.ALL,
        AuditRow.COLUMNS,
        Optional.empty(),
        List.of("one"),
        List.of(),
        false,
        false);
  }

  private static String text(Report report, AuditFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.write(out, format);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String write(AuditFormat format, ReportTitle title, String cell)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RowWriter writer = format.writer(out, title);
    writer.write(ViewRow.of(cell));
    writer.finish(true);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<JsonNode> data(String page, String attribute) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    for (String json : inside(page, "json\" " + attribute + ">(.*?)</script>")) {
      found.add(new JsonMapper().readTree(json));
    }
    return found;
  }

  private static List<Integer> decoded(JsonNode runs) {
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode node : runs) {
      int number = node.asInt();
      for (int i = number; i < 0; i++) {
        numbers.add(numbers.get(numbers.size() - 1));
      }
      if (number >= 0) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  private static List<String> inside(String page, String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(page)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  private static String sum(String page, String pattern) throws NoSuchAlgorithmException {
    byte[] text = inside(page, pattern).get(0).getBytes(StandardCharsets.UTF_8);
    byte[] sum = MessageDigest.getInstance("SHA-256").digest(text);
    return "sha256-" + Base64.getEncoder().encodeToString(sum);
  }

  private static List<String> members(String subject) {
    return subject.startsWith("team:") ? List.of("user:bob") : List.of();
  }
}
