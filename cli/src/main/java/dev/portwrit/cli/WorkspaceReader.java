package dev.portwrit.cli;

import dev.portwrit.guardrail.StandardGuardrails;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.Snapshot;
import dev.portwrit.source.SourceEnvironment;
import dev.portwrit.source.SourceException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the workspace that {@code -C} and {@code --at} name, or the one that the user stands in.
 */
final class WorkspaceReader {
  private WorkspaceReader() {}

  /** Opens the place; the caller closes it. */
  static PolicySource source(Invocation invocation) throws Failure {
    SourceEnvironment environment = SourceEnvironment.ofProcess();
    Optional<String> named = invocation.value(CommonOptions.WORKSPACE);
    try {
      return named.isPresent()
          ? PolicySource.open(named.get(), invocation.environment().directory(), environment)
          : PolicySource.find(invocation.environment().directory(), environment);
    } catch (SourceException e) {
      throw failure(e);
    }
  }

  /** Reads the state that is asked about. */
  static Snapshot read(Invocation invocation) throws Failure {
    return read(
        invocation,
        invocation.value(CommonOptions.AT).map(Revision::parse).orElse(Revision.CURRENT));
  }

  /** Reads a state, whatever {@code --at} names. */
  static Snapshot read(Invocation invocation, Revision revision) throws Failure {
    try (PolicySource source = source(invocation)) {
      Snapshot snapshot = source.read(revision);
      invocation.detail(
          PolicyOpener.count(snapshot.files().size(), "file")
              + " of `"
              + snapshot.origin()
              + "`"
              + snapshot.commit().map(WorkspaceReader::text).orElse(""));
      return snapshot;
    } catch (SourceException e) {
      throw failure(e);
    }
  }

  private static String text(CommitInfo commit) {
    return ", commit " + commit.id() + " of " + commit.time();
  }

  /** Compiles what was read, with what was refused in reading among the problems. */
  static Compilation compile(Snapshot snapshot) {
    Compilation compilation =
        new PolicyCompiler(StandardGuardrails.NAMES).compile(snapshot.files());
    return snapshot.diagnostics().isEmpty()
        ? compilation
        : new Compilation(
            snapshot.hasErrors() ? Optional.empty() : compilation.workspace(),
            Stream.concat(snapshot.diagnostics().stream(), compilation.problems().stream())
                .sorted()
                .toList());
  }

  /** A source that could not be read, as the end of a verb. */
  static Failure failure(SourceException e) {
    return Failure.of(e.isUndetermined() ? ExitCode.UNDETERMINED : ExitCode.WRONG, e.diagnostic());
  }
}
