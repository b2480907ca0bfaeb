package dev.portwrit.cli;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.guardrail.Guardrail;
import dev.portwrit.guardrail.GuardrailLimits;
import dev.portwrit.guardrail.GuardrailVerdict;
import dev.portwrit.guardrail.Guardrails;
import dev.portwrit.policy.Settings.GuardrailUse;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code guardrails}: what rules there are, and what they find now. */
final class GuardrailsVerb implements Verb {
  @Override
  public String name() {
    return "guardrails";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public String summary() {
    return "list the guardrails, and what those in force find now";
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    if (invocation.operands().equals(List.of("build"))) {
      throw Failure.wrong(
          "guardrails of a workspace's own cannot be compiled yet",
          "`portwrit guardrails` lists the standard ones");
    }
    invocation.operands(0);
    String format = invocation.format();
    Policy policy = PolicyOpener.open(invocation);
    List<GuardrailUse> uses = policy.index().workspace().settings().guardrails();
    Set<String> inForce = uses.stream().map(GuardrailUse::name).collect(Collectors.toSet());
    try (Guardrails guardrails = Guardrails.standard(GuardrailLimits.DEFAULT)) {
      GuardrailVerdict verdict =
          inForce.isEmpty()
              ? new GuardrailVerdict.Passed()
              : guardrails.onPolicy(policy.index().workspace(), policy.now());
      Console console = invocation.console();
      if (format.equals("json")) {
        console.print(json(guardrails.all(), inForce, verdict.diagnostics()));
      } else {
        console.print(text(guardrails.all(), inForce));
        verdict.diagnostics().forEach(finding -> console.print(finding.toString()));
      }
      return CheckVerb.exitCode(verdict.diagnostics());
    }
  }

  private static String text(List<Guardrail> all, Set<String> inForce) {
    List<List<String>> rows =
        all.stream()
            .map(
                one ->
                    List.of(
                        one.name(),
                        one.code().toString(),
                        one.phase().toString(),
                        inForce.contains(one.name()) ? "in force" : "off",
                        one.title()))
            .toList();
    return Table.of(List.of("GUARDRAIL", "CODE", "ON", "STATE", "ASKS"), rows);
  }

  private static String json(List<Guardrail> all, Set<String> inForce, List<Diagnostic> findings) {
    return Json.pretty(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("guardrails");
          for (Guardrail one : all) {
            json.writeStartObject();
            json.writeStringField("name", one.name());
            json.writeStringField("code", one.code().toString());
            json.writeStringField("on", one.phase().toString());
            json.writeBooleanField("in-force", inForce.contains(one.name()));
            json.writeStringField("title", one.title());
            json.writeStringField("description", one.description());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("problems");
          for (Diagnostic finding : findings) {
            ProblemFormat.writeJson(json, finding);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
