package dev.portwrit.cli;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.guardrail.GuardrailLimits;
import dev.portwrit.guardrail.GuardrailVerdict;
import dev.portwrit.guardrail.Guardrails;
import dev.portwrit.language.Compilation;
import dev.portwrit.policy.Settings.GuardrailUse;
import dev.portwrit.policy.Workspace;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;

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
  public List<Option> options() {
    return CheckedChange.options();
  }

  @Override
  public Set<String> repeatable() {
    return CheckedChange.REPEATABLE;
  }

  @Override
  public List<String> formats() {
    return List.of("text", "json", "sarif", "junit", "github");
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    invocation.operands(0);
    ProblemFormat format = ProblemFormat.valueOf(invocation.format().toUpperCase(Locale.ROOT));
    // Where the code host that shows the problems has the workspace; nowhere until it is found.
    String folder = "";
    try (PolicySource source = WorkspaceReader.source(invocation)) {
      folder = source.folderInRepository();
      return check(invocation, source, format, folder);
    } catch (Failure failure) {
      format.of(failure, folder).ifPresent(invocation.console()::print);
      throw failure;
    }
  }

  private static ExitCode check(
      Invocation invocation, PolicySource source, ProblemFormat format, String folder)
      throws Failure {
    Optional<Instant> now = invocation.now();
    Optional<CheckedChange> change = CheckedChange.read(invocation, source);
    Snapshot snapshot =
        WorkspaceReader.read(invocation, source, WorkspaceReader.revision(invocation));
    Compilation compilation = WorkspaceReader.compile(snapshot);
    // The time of a commit is its author's to choose.
    Instant at =
        now.or(() -> change.isPresent() ? Optional.empty() : snapshot.asOf())
            .orElseGet(() -> invocation.environment().clock().instant());
    List<GuardrailVerdict> verdicts = new ArrayList<>();
    List<Diagnostic> ofChange = new ArrayList<>();
    if (compilation.workspace().isPresent()) {
      Workspace workspace = compilation.workspace().get();
      verdicts.addAll(guardrails(workspace, change, at));
      if (change.isPresent()) {
        ofChange.addAll(change.get().missingAdmins(workspace));
        ofChange.addAll(change.get().selfGrants(invocation, workspace, at));
      }
    }
    List<Diagnostic> problems = problems(compilation, verdicts, ofChange);
    Console console = invocation.console();
    String text = format.of(problems, folder);
    if (!text.isEmpty()) {
      console.print(text);
    }
    console.say(summary(snapshot, problems));
    return exit(compilation, verdicts, ofChange);
  }

  // A workspace that does not compile is wrong; one that a guardrail refuses has findings.
  private static ExitCode exit(
      Compilation compilation, List<GuardrailVerdict> verdicts, List<Diagnostic> ofChange) {
    if (compilation.workspace().isEmpty()) {
      return ExitCode.WRONG;
    }
    Set<ExitCode> all = EnumSet.of(ExitCode.YES);
    verdicts.forEach(verdict -> all.add(exitCode(verdict)));
    for (Diagnostic problem : ofChange) {
      boolean isOpen = problem.code() == Code.AUTHOR_UNKNOWN;
      all.add(isOpen ? ExitCode.UNDETERMINED : ExitCode.NO);
    }
    // What was found for certain is there whatever else could not be told.
    return Stream.of(ExitCode.NO, ExitCode.UNDETERMINED)
        .filter(all::contains)
        .findFirst()
        .orElse(ExitCode.YES);
  }

  /** How a verb ends whose guardrails said this. */
  static ExitCode exitCode(GuardrailVerdict verdict) {
    if (verdict instanceof GuardrailVerdict.Undetermined) {
      return ExitCode.UNDETERMINED;
    }
    return verdict.isPassed() ? ExitCode.YES : ExitCode.NO;
  }

  /** What is in force by what is checked, and by what it is for. */
  private static List<GuardrailVerdict> guardrails(
      Workspace workspace, Optional<CheckedChange> change, Instant now) {
    List<List<GuardrailUse>> uses = new ArrayList<>(List.of(workspace.settings().guardrails()));
    change.ifPresent(one -> uses.add(one.guardrails()));
    uses.removeIf(List::isEmpty);
    if (uses.isEmpty()) {
      return List.of();
    }
    try (Guardrails guardrails = Guardrails.standard(GuardrailLimits.DEFAULT)) {
      return uses.stream().map(one -> guardrails.onPolicy(one, workspace, now)).toList();
    }
  }

  private static List<Diagnostic> problems(
      Compilation compilation, List<GuardrailVerdict> verdicts, List<Diagnostic> ofChange) {
    return Stream.of(
            compilation.problems().stream(),
            verdicts.stream().flatMap(verdict -> verdict.diagnostics().stream()),
            ofChange.stream())
        .flatMap(problems -> problems)
        .distinct()
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
