package dev.portwrit.cli;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Severity;
import dev.portwrit.language.Compilation;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.Snapshot;
import dev.portwrit.source.SourceException;
import java.time.Instant;
import java.util.Optional;

/** Reads and compiles the policy that a verb asks. */
final class PolicyOpener {
  private PolicyOpener() {}

  /**
   * The policy, or the end of the verb with all problems shown.
   *
   * @throws Failure if there is no workspace, or it has an error
   */
  static Policy open(Invocation invocation) throws Failure {
    Optional<Instant> now = invocation.now();
    return of(WorkspaceReader.compiled(invocation), now, invocation);
  }

  /** The same of a place that stays open. */
  static Policy open(Invocation invocation, PolicySource source) throws Failure {
    Optional<Instant> now = invocation.now();
    Revision revision = WorkspaceReader.revision(invocation);
    return of(WorkspaceReader.compiled(invocation, source, revision), now, invocation);
  }

  /**
   * The same, by the commit that it is of where the files of a folder say nothing else than {@code
   * HEAD} does.
   */
  static Policy committed(Invocation invocation, PolicySource source) throws Failure {
    try {
      boolean isOfCommit =
          !invocation.has(CommonOptions.AT)
              && source.isFollowedByCommit()
              && !source.hasUncommittedPolicy();
      if (!isOfCommit || source.history().isEmpty()) {
        return open(invocation, source);
      }
      Revision head = new Revision.Named(source.history().get().resolve(Revision.CURRENT).id());
      Policy policy =
          of(WorkspaceReader.compiled(invocation, source, head), invocation.now(), invocation);
      Instant now = invocation.now().orElseGet(() -> invocation.environment().clock().instant());
      return new Policy(policy.index(), now, policy.commit());
    } catch (SourceException e) {
      throw WorkspaceReader.failure(e);
    }
  }

  /**
   * The policy of files that were read, or the end of the verb with all problems shown.
   *
   * @throws Failure if it has an error
   */
  static Policy of(Snapshot snapshot, Invocation invocation) throws Failure {
    return of(CompiledState.of(snapshot), invocation.now(), invocation);
  }

  /** The same of a state that was compiled. */
  static Policy of(CompiledState state, Invocation invocation) throws Failure {
    return of(state, invocation.now(), invocation);
  }

  private static Policy of(CompiledState state, Optional<Instant> now, Invocation invocation)
      throws Failure {
    PolicyIndex index = index(invocation.console(), state.tree().compilation());
    Instant at = now.or(state::asOf).orElseGet(() -> invocation.environment().clock().instant());
    invocation.detail("expiry judged at " + at);
    return new Policy(index, at, state.commit());
  }

  /** What was read, compiled, or the end of the verb with all problems shown. */
  static PolicyIndex index(Console console, Snapshot snapshot) throws Failure {
    return index(console, WorkspaceReader.compile(snapshot));
  }

  static PolicyIndex index(Console console, Compilation compilation) throws Failure {
    if (compilation.workspace().isEmpty()) {
      throw unusable(console, compilation);
    }
    return PolicyIndex.of(compilation.workspace().get());
  }

  /** That what was compiled has errors, all of which are shown. */
  static Failure unusable(Console console, Compilation compilation) {
    compilation.problems().forEach(console::problem);
    long errors = compilation.problems().stream().filter(PolicyOpener::isError).count();
    return Failure.wrong(
        "the policies have " + count(errors, "error"),
        "mend them; `portwrit check` shows them too");
  }

  static boolean isError(Diagnostic problem) {
    return problem.severity() == Severity.ERROR;
  }

  /** A number and its noun, such as {@code 1 error} or {@code 2 errors}. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
