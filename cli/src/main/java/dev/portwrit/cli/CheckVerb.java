package dev.portwrit.cli;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.guardrail.GuardrailLimits;
import dev.portwrit.guardrail.GuardrailVerdict;
import dev.portwrit.guardrail.Guardrails;
import dev.portwrit.language.Compilation;
import dev.portwrit.policy.Workspace;
import dev.portwrit.source.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code check}: parse, compile, guardrails; every problem at once. */
final class CheckVerb implements Verb {
  @Override
  public String name() {
    return "check";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public String summary() {
    return "find every problem of the policies, guardrails included";
  }

  @Override
  public List<String> formats() {
    return List.of("text", "json", "sarif", "junit", "github");
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    invocation.operands(0);
    ProblemFormat format = ProblemFormat.valueOf(invocation.format().toUpperCase(Locale.ROOT));
    Optional<Instant> now = invocation.now();
    Snapshot snapshot = WorkspaceReader.read(invocation);
    Compilation compilation = WorkspaceReader.compile(snapshot);
    Instant at = now.or(snapshot::asOf).orElseGet(() -> invocation.environment().clock().instant());
    GuardrailVerdict verdict =
        compilation
            .workspace()
            .map(workspace -> guardrails(workspace, at))
            .orElseGet(GuardrailVerdict.Passed::new);
    List<Diagnostic> problems = problems(compilation, verdict);
    Console console = invocation.console();
    String text = format.of(problems);
    if (!text.isEmpty()) {
      console.print(text);
    }
    console.say(summary(snapshot, problems));
    return exit(compilation, verdict);
  }

  // A workspace that does not compile is wrong; one that a guardrail refuses has findings.
  private static ExitCode exit(Compilation compilation, GuardrailVerdict verdict) {
    if (compilation.workspace().isEmpty()) {
      return ExitCode.WRONG;
    }
    return exitCode(verdict);
  }

  /** How a verb ends whose guardrails said this. */
  static ExitCode exitCode(GuardrailVerdict verdict) {
    if (verdict instanceof GuardrailVerdict.Undetermined) {
      return ExitCode.UNDETERMINED;
    }
    return verdict.isPassed() ? ExitCode.YES : ExitCode.NO;
  }

  private static GuardrailVerdict guardrails(Workspace workspace, Instant now) {
    if (workspace.settings().guardrails().isEmpty()) {
      return new GuardrailVerdict.Passed();
    }
    try (Guardrails guardrails = Guardrails.standard(GuardrailLimits.DEFAULT)) {
      return guardrails.onPolicy(workspace, now);
    }
  }

  private static List<Diagnostic> problems(Compilation compilation, GuardrailVerdict verdict) {
    return Stream.concat(compilation.problems().stream(), verdict.diagnostics().stream())
        .sorted()
        .toList();
  }

  private static String summary(Snapshot snapshot, List<Diagnostic> problems) {
    long errors = problems.stream().filter(PolicyOpener::isError).count();
    long warnings = problems.size() - errors;
    return PolicyOpener.count(snapshot.files().size(), "file")
        + ", "
        + PolicyOpener.count(errors, "error")
        + (warnings == 0 ? "" : ", " + PolicyOpener.count(warnings, "warning"));
  }
}
