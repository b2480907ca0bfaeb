package dev.portwrit.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the script of the report reads: elements of JSON, none of which a browser runs. Rows are
 * written by the block, as numbers of texts that stand behind all of them, so that what is
 * remembered is a block and each text once.
 */
final class HtmlData {
  private static final int BLOCK = 4096;

  private final OutputStream out;
  private final List<RepositoryName> repositories;
  private final List<TextTable> tables = new ArrayList<>();
  private final int[][] block;
  private int inBlock;

  /**
   * The data of a report.
   *
   * @param columns the names of the columns of its rows
   * @param repositories those of the matrix, by name
   */
  HtmlData(OutputStream out, List<String> columns, List<RepositoryName> repositories) {
    this.out = out;
    this.repositories = repositories;
    this.block = new int[columns.size()][BLOCK];
    columns.forEach(name -> tables.add(new TextTable()));
  }

  /** What writes the value of an element. */
  interface Value {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** Writes an element, on a line of its own. */
  void element(String attribute, Value value) throws IOException {
    text("<script type=\"application/json\" " + attribute + ">");
    try (JsonGenerator json = JsonEscapes.OF_HTML.createGenerator(out)) {
      value.writeTo(json);
    }
    text("</script>\n");
  }

  private void text(String markup) throws IOException {
    out.write(markup.getBytes(StandardCharsets.UTF_8));
  }

  void row(List<String> cells) throws IOException {
    for (int column = 0; column < block.length; column++) {
      block[column][inBlock] = tables.get(column).numberOf(cells.get(column));
    }
    inBlock++;
    if (inBlock == BLOCK) {
      block();
    }
  }

  private void block() throws IOException {
    element(
        "class=\"rows\"",
        json -> {
          json.writeStartObject();
          json.writeNumberField("count", inBlock);
          json.writeArrayFieldStart("columns");
          for (int[] column : block) {
            RunLengths.write(json, inBlock, row -> column[row]);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
    inBlock = 0;
  }

  /**
   * Writes what stands behind the rows: the texts of each column, and for each text of one of them
   * the repositories of the matrix that it is a name or pattern of, or who is in the group that it
   * names.
   *
   * @param ofPatterns which column holds patterns
   * @param ofSubjects which column holds subjects
   * @param members who is in a subject
   */
  void finish(int ofPatterns, int ofSubjects, Function<String, List<String>> members)
      throws IOException {
    if (inBlock > 0) {
      block();
    }
    element(
        "id=\"tables\"",
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("texts");
          for (TextTable table : tables) {
            texts(json, table.texts());
          }
          json.writeEndArray();
          json.writeArrayFieldStart("patterns");
          for (String pattern : tables.get(ofPatterns).texts()) {
            matching(json, pattern);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("members");
          for (String subject : tables.get(ofSubjects).texts()) {
            texts(json, members.apply(subject));
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  static void texts(JsonGenerator json, Collection<String> texts) throws IOException {
    json.writeStartArray();
    for (String text : texts) {
      json.writeString(Printable.escape(text));
    }
    json.writeEndArray();
  }

  // From where to where, one range after the other: what a pattern matches often lies together.
  private void matching(JsonGenerator json, String text) throws IOException {
    json.writeStartArray();
    Optional<RepositoryPattern> pattern = RepositoryPattern.parse(text);
    if (pattern.isPresent()) {
      int from = 0;
      while (from < repositories.size()) {
        int end = from;
        while (end < repositories.size() && pattern.get().matches(repositories.get(end))) {
          end++;
        }
        if (end > from) {
          json.writeNumber(from);
          json.writeNumber(end);
        }
        from = end + 1;
      }
    }
    json.writeEndArray();
  }
}
