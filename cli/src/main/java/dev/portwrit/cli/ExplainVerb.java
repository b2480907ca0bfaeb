package dev.portwrit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.portwrit.decision.Change;
import dev.portwrit.decision.Explanation;
import dev.portwrit.decision.ExplanationText;
import dev.portwrit.decision.Question;
import dev.portwrit.decision.Step;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Subject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** {@code explain}: the decision with all that was tried for it. */
final class ExplainVerb implements Verb {
  @Override
  public String name() {
    return "explain";
  }

  @Override
  public String operands() {
    return "SUBJECT ACTION REPOSITORY[:TAG]";
  }

  @Override
  public String summary() {
    return "say why, what would have to change, and who could do it now";
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    List<String> words = invocation.operands(3);
    String format = invocation.format();
    Policy policy = PolicyOpener.open(invocation);
    Question question =
        QuestionText.question(words.get(0), words.get(1), words.get(2), policy.now());
    Explanation explanation = policy.index().explain(question);
    Console console = invocation.console();
    if (format.equals("json")) {
      console.print(Json.pretty(json -> write(json, explanation)));
    } else {
      ExplanationText.lines(explanation).forEach(console::print);
    }
    return CanVerb.exitCode(explanation.decision());
  }

  private static void write(JsonGenerator json, Explanation explanation) throws IOException {
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
    for (List<Change> choices : explanation.allowedIf()) {
      json.writeStartArray();
      for (Change choice : choices) {
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
