package dev.portwrit.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.portwrit.audit.LiveChange;
import dev.portwrit.audit.LiveDifference;
import dev.portwrit.diagnostic.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Policy beside a live registry in JSON, in the form of {@link DiffJson}. An entry has a file and a
 * line where a rule of policy stands behind it.
 */
final class LiveDiffJson {
  private LiveDiffJson() {}

  static void write(OutputStream out, String registry, LiveDifference difference)
      throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      writeChanges(json, "expands", difference.expands());
      writeChanges(json, "restricts", difference.restricts());
      json.writeArrayFieldStart("moved");
      json.writeEndArray();
      json.writeArrayFieldStart("unknown");
      for (String reason : difference.unknown()) {
        json.writeStartObject();
        json.writeStringField("registry", registry);
        json.writeStringField("reason", reason);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNumberField("unchanged", difference.unchanged());
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void writeChanges(JsonGenerator json, String field, List<LiveChange> changes)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (LiveChange change : changes) {
      json.writeStartObject();
      json.writeStringField("subject", change.subject());
      json.writeStringField("action", change.action().toString());
      json.writeStringField("repository", change.repository());
      if (change.tags().isPresent()) {
        json.writeStringField("tags", change.tags().get().value());
      }
      json.writeStringField("via", change.via());
      if (change.place().isPresent()) {
        Place place = change.place().get();
        json.writeStringField("file", place.file());
        json.writeNumberField("line", place.line());
      }
      if (change.isProtected()) {
        json.writeBooleanField("protected", true);
      }
      if (change.stays()) {
        json.writeBooleanField("stays", true);
      }
      if (change.witness().isPresent()) {
        json.writeStringField("witness", change.witness().get().toString());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
