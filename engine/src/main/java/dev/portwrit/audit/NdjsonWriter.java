package dev.portwrit.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An object a line. The last one has no row: it says how many there were, and that they are all.
 */
final class NdjsonWriter implements RowWriter {
  private final JsonGenerator json;
  private final ReportTitle title;
  private long rows;

  NdjsonWriter(OutputStream out, ReportTitle title) throws IOException {
    this.title = title;
    this.json = JsonEscapes.OF_TERMINAL.createGenerator(out);
    json.setPrettyPrinter(null);
    json.setRootValueSeparator(null);
  }

  @Override
  public void write(ReportRow row) throws IOException {
    rows++;
    JsonWriter.write(json, title, row);
    json.writeRaw('\n');
  }

  @Override
  public void finish(boolean isComplete) throws IOException {
    json.writeStartObject();
    json.writeNumberField("count", rows);
    json.writeBooleanField("complete", isComplete);
    json.writeEndObject();
    json.writeRaw('\n');
    json.close();
  }
}
