package dev.portwrit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.plan.Cause;
import dev.portwrit.plan.ChangePlan;
import dev.portwrit.plan.EdgeChange;
import dev.portwrit.plan.Plan;
import dev.portwrit.plan.PlanRequest;
import dev.portwrit.plan.Refusal;
import dev.portwrit.policy.Subject;
import dev.portwrit.registry.Authorship;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Step;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plan as a JSON object. */
final class PlanJson {
  private PlanJson() {}

  static void write(JsonGenerator json, Plan plan, List<Refusal> refusals) throws IOException {
    write(json, ChangePlan.ofAll(plan), refusals);
  }

  static void write(JsonGenerator json, ChangePlan planned, List<Refusal> refusals)
      throws IOException {
    json.writeStartObject();
    members(json, planned, refusals);
    json.writeEndObject();
  }

  /** The same, with who changed what differs. */
  static void writeDrift(JsonGenerator json, Plan plan, Map<ObjectId, Authorship> origins)
      throws IOException {
    json.writeStartObject();
    members(json, ChangePlan.ofAll(plan), List.of());
    json.writeArrayFieldStart("origins");
    for (Map.Entry<ObjectId, Authorship> entry : origins.entrySet()) {
      json.writeStartObject();
      json.writeStringField("kind", entry.getKey().kind());
      json.writeStringField("name", entry.getKey().name());
      origin(json, entry.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void origin(JsonGenerator json, Authorship origin) throws IOException {
    if (origin instanceof Authorship.Untold untold) {
      json.writeStringField("unknown", untold.reason());
      return;
    }
    json.writeArrayFieldStart("changes");
    for (Authorship.Change change : ((Authorship.Told) origin).changes()) {
      json.writeStartObject();
      json.writeStringField("at", change.at().toString());
      json.writeStringField("by", change.by());
      json.writeStringField("action", change.action());
      json.writeBooleanField("portwrit", change.isOurs());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void members(JsonGenerator json, ChangePlan planned, List<Refusal> refusals)
      throws IOException {
    Plan plan = planned.plan();
    PlanRequest request = plan.request();
    json.writeStringField("registry", request.registry().name());
    json.writeStringField("type", request.registry().type().toString());
    json.writeStringField("mode", request.restraints().mode().toString());
    json.writeStringField("commit", request.commit());
    if (request.applied().isPresent()) {
      json.writeStringField("applied", request.applied().get().commit());
    }
    json.writeStringField("digest", plan.digest());
    json.writeBooleanField("complete", plan.isComplete() && !planned.isBudgetUnknown());
    if (planned.part().isPresent()) {
      ChangePlan.Part part = planned.part().get();
      json.writeObjectFieldStart("changed");
      json.writeNumberField("read", part.read());
      json.writeNumberField("left", part.left());
      json.writeEndObject();
    }
    json.writeNumberField("edges", plan.access().before());
    write(json, "gained", plan.access().gained());
    write(json, "lost", plan.access().lost());
    lines(json, "locked", plan.access().locked());
    lines(json, "released", plan.access().released());
    steps(json, plan);
    json.writeArrayFieldStart("findings");
    for (Diagnostic finding : plan.findings()) {
      ProblemFormat.writeJson(json, finding);
    }
    json.writeEndArray();
    lines(json, "unknown", plan.unknown());
    write(json, refusals);
  }

  /** Why it may not be applied. */
  static void write(JsonGenerator json, List<Refusal> refusals) throws IOException {
    json.writeArrayFieldStart("refusals");
    for (Refusal refusal : refusals) {
      json.writeStartObject();
      json.writeStringField("kind", refusal.kind().toString());
      json.writeStringField("message", refusal.message());
      json.writeStringField("help", refusal.help());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, String key, List<EdgeChange> changes)
      throws IOException {
    json.writeArrayFieldStart(key);
    for (EdgeChange change : changes) {
      json.writeStartObject();
      json.writeStringField("account", change.edge().account());
      lines(json, "subjects", change.subjects().stream().map(Subject::toString).toList());
      json.writeStringField("action", change.edge().action().toString());
      json.writeStringField("repository", change.edge().repository());
      if (change.edge().until().isPresent()) {
        json.writeStringField("until", change.edge().until().get().toString());
      }
      json.writeStringField("by", change.cause().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void steps(JsonGenerator json, Plan plan) throws IOException {
    Map<ObjectId, Cause> causes = new HashMap<>();
    plan.objects().forEach(object -> causes.put(object.id(), object.cause()));
    json.writeArrayFieldStart("steps");
    for (Step step : plan.steps()) {
      json.writeStartObject();
      json.writeStringField("phase", step.phase().name().toLowerCase(Locale.ROOT));
      json.writeStringField("kind", step.object().kind());
      json.writeStringField("name", step.object().name());
      json.writeStringField("call", step.call());
      content(json, "before", step.before());
      content(json, "after", step.after());
      json.writeStringField("by", String.valueOf(causes.get(step.object())));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  // As text, since that is what is compared.
  private static void content(JsonGenerator json, String key, Reading reading) throws IOException {
    if (reading instanceof Reading.Present present) {
      json.writeStringField(key, ShownContent.of(present.content()));
    }
  }

  static void lines(JsonGenerator json, String key, Collection<String> all) throws IOException {
    json.writeArrayFieldStart(key);
    for (String one : all) {
      json.writeString(one);
    }
    json.writeEndArray();
  }
}
