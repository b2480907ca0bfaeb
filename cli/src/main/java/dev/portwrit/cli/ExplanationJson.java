package dev.portwrit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.portwrit.decision.Choice;
import dev.portwrit.decision.Explanation;
import dev.portwrit.decision.Step;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Subject;
import dev.portwrit.registry.LiveAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An explanation for programs. */
final class ExplanationJson {
  private ExplanationJson() {}

  static void write(
      JsonGenerator json,
      Explanation explanation,
      Optional<LiveAnswer> live,
      Optional<String> state)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("question", explanation.question().toString());
    json.writeFieldName("answer");
    DecisionJson.write(json, explanation.decision());
    json.writeArrayFieldStart("steps");
    for (Step step : explanation.steps()) {
      write(json, step);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("allowed-if");
    for (List<Choice> choices : explanation.allowedIf()) {
      json.writeStartArray();
      for (Choice choice : choices) {
        json.writeString(choice.toString());
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("who-can");
    for (Subject subject : explanation.whoCan()) {
      json.writeString(subject.toString());
    }
    json.writeEndArray();
    if (live.isPresent()) {
      json.writeObjectFieldStart("live");
      json.writeStringField("answer", live.get().verdict().toString());
      json.writeStringField("reason", live.get().reason());
      if (state.isPresent()) {
        json.writeStringField("policies", state.get());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Step step) throws IOException {
    json.writeStartObject();
    json.writeStringField("mark", step.mark().name().toLowerCase(Locale.ROOT));
    json.writeStringField("text", step.text());
    if (step.place().isPresent()) {
      Place place = step.place().get();
      json.writeStringField("file", place.file());
      json.writeNumberField("line", place.line());
    }
    if (!step.steps().isEmpty()) {
      json.writeArrayFieldStart("steps");
      for (Step below : step.steps()) {
        write(json, below);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
