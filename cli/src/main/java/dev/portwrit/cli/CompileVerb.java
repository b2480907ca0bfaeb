package dev.portwrit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.Desired;
import dev.portwrit.registry.Handout;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Option;

/** {@code compile}: what a registry would be made to be that has nothing yet, asking nobody. */
final class CompileVerb implements Verb {
  /** What goes out to people, by the words of all registries. */
  private static final String SENT = "invitation";

  @Override
  public String name() {
    return "compile";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public String summary() {
    return "show the native form of the policies in a registry, and what it cannot say";
  }

  @Override
  public List<Option> options() {
    return List.of(LiveOptions.registry());
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    invocation.operands(0);
    String name = LiveOptions.registry(invocation, name());
    CompiledState state = WorkspaceReader.compiled(invocation);
    Policy policy = PolicyOpener.of(state, invocation);
    Registry registry = AuditVerb.requireRegistry(name, policy);
    Environment environment = invocation.environment();
    NativeForm form = environment.registries().form(registry, environment);
    Desired desired =
        form.desired(policy.index(), NativeState.EMPTY, Registry.Mode.AUTHORITATIVE, policy.now());
    List<Handout> handouts = form.handouts(policy.index(), policy.now());
    List<Diagnostic> findings = new ArrayList<>(state.tree().compilation().problems());
    findings.addAll(desired.findings());
    Console console = invocation.console();
    if (invocation.format().equals("json")) {
      console.print(Json.pretty(json -> write(json, desired, handouts, findings)));
    } else {
      desired.targets().forEach((id, target) -> print(console, id, target));
      handouts.forEach(one -> console.print("policy for " + one.title() + "\n  " + one.document()));
      findings.forEach(finding -> console.print(finding.toString()));
    }
    boolean errors = findings.stream().anyMatch(PolicyOpener::isError);
    return errors ? ExitCode.NO : ExitCode.YES;
  }

  private static void print(Console console, ObjectId id, Reading target) {
    if (target instanceof Reading.Present present) {
      String sent =
          id.kind().equals(SENT) ? ", which an apply sends where nobody is invited yet" : "";
      console.print(id + sent + "\n  " + ShownContent.of(present.content()));
    }
  }

  private static void write(
      JsonGenerator json, Desired desired, List<Handout> handouts, List<Diagnostic> findings)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("objects");
    for (Map.Entry<ObjectId, Reading> entry : desired.targets().entrySet()) {
      if (entry.getValue() instanceof Reading.Present present) {
        json.writeStartObject();
        json.writeStringField("kind", entry.getKey().kind());
        json.writeStringField("name", entry.getKey().name());
        json.writeStringField("content", ShownContent.of(present.content()));
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("handouts");
    for (Handout handout : handouts) {
      json.writeStartObject();
      json.writeStringField("title", handout.title());
      json.writeStringField("document", handout.document());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("findings");
    for (Diagnostic finding : findings) {
      ProblemFormat.writeJson(json, finding);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
