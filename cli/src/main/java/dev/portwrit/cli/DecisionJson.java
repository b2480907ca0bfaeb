package dev.portwrit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.portwrit.decision.Decision;
import dev.portwrit.decision.Rule;
import dev.portwrit.diagnostic.Place;
import java.io.IOException;

/** A decision as {@code can} prints it in JSON: one object without line ends. */
final class DecisionJson {
  private DecisionJson() {}

  static void write(JsonGenerator json, Decision decision) throws IOException {
    json.writeStartObject();
    if (decision instanceof Decision.Allowed allowed) {
      json.writeStringField("decision", "allow");
      writeRule(json, allowed.rule());
      writeWarnings(json, allowed);
    } else if (decision instanceof Decision.Denied denied) {
      json.writeStringField("decision", "deny");
      writeRule(json, denied.rule());
    } else if (decision instanceof Decision.Indeterminate unknown) {
      writeUnknown(json, unknown.cause());
    }
    json.writeEndObject();
  }

  /** The answer to a line that is no question, or that could not be determined. */
  static void writeError(JsonGenerator json, String error) throws IOException {
    json.writeStartObject();
    writeUnknown(json, error);
    json.writeEndObject();
  }

  private static void writeUnknown(JsonGenerator json, String error) throws IOException {
    json.writeStringField("decision", "indeterminate");
    json.writeStringField("error", error);
  }

  private static void writeRule(JsonGenerator json, Rule rule) throws IOException {
    json.writeStringField("rule", rule.text());
    if (rule.place().isPresent()) {
      Place place = rule.place().get();
      json.writeStringField("file", place.file());
      json.writeNumberField("line", place.line());
    }
  }

  private static void writeWarnings(JsonGenerator json, Decision.Allowed allowed)
      throws IOException {
    if (allowed.warnings().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("warnings");
    for (Rule warning : allowed.warnings()) {
      json.writeStartObject();
      writeRule(json, warning);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
