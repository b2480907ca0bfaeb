package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Severity;
import dev.portwrit.policy.Settings;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.Workspace;
import dev.portwrit.source.PolicyFile;
import dev.portwrit.syntax.Limits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compiles policy files. A compiler remembers the files of its last run: compiling again after a
 * change of few files costs little. It may be used by several threads.
 */
public final class PolicyCompiler {
  /** The file that every workspace has at its root. */
  public static final String SETTINGS_FILE = "portwrit.yaml";

  // Below this size it takes longer to wake other threads than to read everything on this one.
  private static final long WORTH_SEVERAL_THREADS = 1 << 18;

  private final Set<String> guardrails;
  private volatile CompilerMemory memory = CompilerMemory.empty();

  /**
   * A compiler that has seen no file.
   *
   * @param guardrails the names of the standard guardrails that there are
   */
  public PolicyCompiler(Set<String> guardrails) {
    this.guardrails = Set.copyOf(guardrails);
  }

  /**
   * Compiles the files of a workspace. The order of the files does not matter.
   *
   * @param files all policy files, each path once
   * @return the workspace, or the problems that keep it from being one
   */
  public Compilation compile(List<PolicyFile> files) {
    List<PolicyFile> sorted = files.stream().sorted().toList();
    Findings findings = new Findings();
    if (checkSize(sorted, findings)) {
      CompilerMemory last = memory;
      List<FileDrafts> drafts = last.read(sorted, severalThreads(sorted));
      long values = drafts.stream().mapToLong(FileDrafts::values).sum();
      if (values <= Limits.MAX_WORKSPACE_VALUES) {
        CompilerMemory next = last.next(sorted, drafts);
        Compilation compilation = compileDrafts(drafts, findings, next);
        memory = next;
        return compilation;
      }
      findings.error(
          Code.WORKSPACE_TOO_LARGE,
          "the workspace has more than " + Limits.MAX_WORKSPACE_VALUES + " values",
          "remove what is not needed, or make it several workspaces");
    }
    return new Compilation(Optional.empty(), findings.sorted());
  }

  private Compilation compileDrafts(
      List<FileDrafts> files, Findings findings, CompilerMemory next) {
    files.forEach(file -> findings.addAll(file.path(), file.problems()));
    Definitions definitions = new Definitions(files, findings);
    Resolver resolver = new Resolver(definitions, findings);
    Settings settings = new SettingsResolver(guardrails, findings).resolve(files, resolver);
    List<Team> teams = resolver.teams();
    TeamCycles.report(teams, findings);
    resolver.checkRegistries(files);
    Workspace workspace =
        new Workspace(
            settings,
            resolver.organizations(),
            teams,
            resolver.services(),
            resolver.users(),
            resolver.repositories(files, next),
            resolver.protections(),
            resolver.exceptions(),
            resolver.registries());
    resolver.reportTooMuchWork();
    List<Diagnostic> problems = findings.sorted();
    if (problems.stream().noneMatch(PolicyCompiler::isError)) {
      problems =
          Stream.concat(
                  problems.stream(), RequiredAdmins.missing(settings.admins(), workspace).stream())
              .sorted()
              .toList();
    }
    return new Compilation(
        problems.stream().anyMatch(PolicyCompiler::isError)
            ? Optional.empty()
            : Optional.of(workspace),
        problems);
  }

  private static boolean isError(Diagnostic problem) {
    return problem.severity() == Severity.ERROR;
  }

  private static boolean checkSize(List<PolicyFile> files, Findings findings) {
    if (files.size() > Limits.MAX_FILES) {
      findings.error(
          Code.TOO_MANY_FILES,
          "the workspace has more than " + Limits.MAX_FILES + " policy files",
          "put more documents into a file, or make it several workspaces");
      return false;
    }
    if (bytes(files) > Limits.MAX_WORKSPACE_BYTES) {
      findings.error(
          Code.WORKSPACE_TOO_LARGE,
          "the policy files have more than " + Limits.MAX_WORKSPACE_BYTES + " bytes",
          "remove what is not needed, or make it several workspaces");
      return false;
    }
    return true;
  }

  private static boolean severalThreads(List<PolicyFile> files) {
    return bytes(files) > WORTH_SEVERAL_THREADS;
  }

  private static long bytes(List<PolicyFile> files) {
    return files.stream().mapToLong(file -> file.content().length).sum();
  }
}
