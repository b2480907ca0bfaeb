package dev.portwrit.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An object a line. The last one has no row: it says how many there were, and that they are all.
 */
final class NdjsonWriter implements RowWriter {
  private final JsonGenerator json;
  private long rows;

  NdjsonWriter(OutputStream out) throws IOException {
    this.json = JsonWriter.FACTORY.createGenerator(out);
    json.setPrettyPrinter(null);
    json.setRootValueSeparator(null);
  }

  @Override
  public void write(AuditRow row) throws IOException {
    rows++;
    JsonWriter.write(json, row);
    json.writeRaw('\n');
  }

  @Override
  public void finish() throws IOException {
    json.writeStartObject();
    json.writeNumberField("count", rows);
    json.writeBooleanField("complete", true);
    json.writeEndObject();
    json.writeRaw('\n');
    json.close();
  }
}
