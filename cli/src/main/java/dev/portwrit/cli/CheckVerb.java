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
  /** What says that something could not be told. */
  private static final Set<Code> OPEN =
      EnumSet.of(Code.GUARDRAIL_UNDETERMINED, Code.AUTHOR_UNKNOWN);

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
    // A workspace that does not compile is wrong; one that a guardrail refuses has findings.
    return compilation.workspace().isEmpty()
        ? ExitCode.WRONG
        : exitCode(concat(verdicts, ofChange).toList());
  }

  /** How a verb ends that found this, which warns of nothing. */
  static ExitCode exitCode(List<Diagnostic> findings) {
    long open = findings.stream().filter(one -> OPEN.contains(one.code())).count();
    return ExitCode.ofSearch(open < findings.size(), open == 0);
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
    return Stream.concat(compilation.problems().stream(), concat(verdicts, ofChange))
        .distinct()
        .sorted()
        .toList();
  }

  private static Stream<Diagnostic> concat(
      List<GuardrailVerdict> verdicts, List<Diagnostic> ofChange) {
    return Stream.concat(
        verdicts.stream().flatMap(verdict -> verdict.diagnostics().stream()), ofChange.stream());
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
