package dev.portwrit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.portwrit.apply.ApplyReport;
import dev.portwrit.apply.ObjectOutcome;
import dev.portwrit.plan.Plan;
import dev.portwrit.plan.Refusal;
import dev.portwrit.registry.ObjectId;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came of an apply, for people and as JSON. */
final class ApplyText {
  private ApplyText() {}

  static void print(Invocation invocation, ApplyReport report) {
    Console console = invocation.console();
    if (invocation.format().equals("json")) {
      console.print(Json.pretty(json -> write(json, report)));
      return;
    }
    for (Refusal refusal : report.refusals()) {
      console.error(refusal.message());
      console.help(refusal.help());
    }
    for (ObjectOutcome outcome : report.objects()) {
      if (outcome.kind() != ObjectOutcome.Kind.DONE) {
        console.print(outcome.object() + ": " + outcome.kind() + ": " + outcome.detail());
      }
    }
    for (ObjectId object : report.leftOut()) {
      console.print(object + ": left out: it changed since the plan was made");
    }
    report
        .accounts()
        .forEach(
            (account, reason) ->
                console.warning("the registry does not know `" + account + "`: " + reason));
    console.say(summary(report));
    report.calls().forEach(calls -> console.say(calls.toString()));
  }

  private static String summary(ApplyReport report) {
    long done =
        report.objects().stream().filter(one -> one.kind() == ObjectOutcome.Kind.DONE).count();
    String objects =
        report.objects().isEmpty()
            ? "nothing was written"
            : done + " of " + PolicyOpener.count(report.objects().size(), "object") + " done";
    return objects
        + (report.recorded() ? "; the commit counts as applied" : "; the commit is not applied");
  }

  private static void write(JsonGenerator json, ApplyReport report) throws IOException {
    json.writeStartObject();
    json.writeStringField(
        "verdict", report.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    json.writeBooleanField("recorded", report.recorded());
    if (report.plan().isPresent()) {
      Plan plan = report.plan().get();
      json.writeFieldName("plan");
      PlanJson.write(json, plan, report.refusals());
    } else {
      PlanJson.write(json, report.refusals());
    }
    json.writeArrayFieldStart("objects");
    for (ObjectOutcome outcome : report.objects()) {
      json.writeStartObject();
      json.writeStringField("kind", outcome.object().kind());
      json.writeStringField("name", outcome.object().name());
      json.writeStringField("outcome", outcome.kind().toString());
      json.writeNumberField("steps", outcome.steps());
      json.writeStringField("detail", outcome.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
    List<String> leftOut = report.leftOut().stream().map(ObjectId::toString).toList();
    PlanJson.lines(json, "left-out", leftOut);
    json.writeObjectFieldStart("accounts");
    for (Map.Entry<String, String> account : report.accounts().entrySet()) {
      json.writeStringField(account.getKey(), account.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
