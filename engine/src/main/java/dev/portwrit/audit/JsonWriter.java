package dev.portwrit.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** One object: what the report is about, and its rows, each on a line of its own. */
final class JsonWriter implements RowWriter {
  private final JsonGenerator json;
  private final ReportTitle title;
  private long rows;

  JsonWriter(OutputStream out, ReportTitle title) throws IOException {
    this.title = title;
    this.json = JsonEscapes.OF_TERMINAL.createGenerator(out);
    json.writeStartObject();
    json.writeStringField("report", title.name());
    json.writeStringField("revision", title.revision());
    json.writeStringField("now", title.now().toString());
    if (!title.scope().equals(AuditScope.ALL)) {
      write(title.scope());
    }
    json.writeStringField("history", title.hasHistory() ? "yes" : "no");
    if (title.hasEvidence()) {
      json.writeStringField("evidence", "yes");
    }
    json.writeFieldName("unknown");
    json.writeStartArray();
    for (String column : title.unknown()) {
      json.writeString(column);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rows");
  }

  private void write(AuditScope scope) throws IOException {
    json.writeObjectFieldStart("scope");
    write("registry", scope.registry());
    write("repository", scope.repository().map(RepositoryName::value));
    write("subject", scope.subject().map(Subject::toString));
    json.writeEndObject();
  }

  private void write(String name, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }

  @Override
  public void write(ReportRow row) throws IOException {
    rows++;
    json.writeRaw("\n");
    write(json, title, row);
  }

  static void write(JsonGenerator json, ReportTitle title, ReportRow row) throws IOException {
    List<String> cells = row.cells();
    int named = title.columns().size();
    json.writeStartObject();
    write(json, title.columns(), cells.subList(0, named));
    if (title.repositories().isPresent()) {
      // A repository may be called as any of the columns is.
      json.writeObjectFieldStart("repositories");
      write(json, title.repositories().get(), cells.subList(named, cells.size()));
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, List<String> columns, List<String> cells)
      throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      json.writeStringField(columns.get(i), cells.get(i));
    }
  }

  @Override
  public void finish(boolean isComplete) throws IOException {
    json.writeRaw("\n");
    json.writeEndArray();
    json.writeNumberField("count", rows);
    json.writeBooleanField("complete", isComplete);
    json.writeEndObject();
    json.writeRaw("\n");
    json.close();
  }
}
