package dev.portwrit.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One object: what the report is about, and its rows, each on a line of its own. */
final class JsonWriter implements RowWriter {
  static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .characterEscapes(new DeleteEscaped())
          .build();

  /** JSON asks nothing of the control character DEL; a terminal does. */
  private static final class DeleteEscaped extends CharacterEscapes {
    private static final long serialVersionUID = 1;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] escapes = standardAsciiEscapesForJSON();
      escapes[0x7f] = ESCAPE_STANDARD;
      return escapes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      return null;
    }
  }

  private final JsonGenerator json;
  private final List<String> columns;
  private long rows;

  JsonWriter(OutputStream out, ReportTitle title) throws IOException {
    this.columns = title.columns();
    this.json = FACTORY.createGenerator(out);
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
    write(json, columns, row);
  }

  static void write(JsonGenerator json, List<String> columns, ReportRow row) throws IOException {
    List<String> cells = row.cells();
    json.writeStartObject();
    for (int i = 0; i < cells.size(); i++) {
      json.writeStringField(columns.get(i), cells.get(i));
    }
    json.writeEndObject();
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
