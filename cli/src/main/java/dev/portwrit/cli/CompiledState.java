package dev.portwrit.cli;

import dev.portwrit.cache.CompiledTree;
import dev.portwrit.guardrail.StandardGuardrails;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.Snapshot;
import java.time.Instant;
import java.util.Optional;

/**
 * A state of a workspace, compiled now or before.
 *
 * @param origin where it lies, for people
 * @param commit the commit, empty for the files of a folder
 * @param asOf the instant at which the state is asked about, empty for the present one
 * @param tree what came out of compiling it
 */
record CompiledState(
    String origin, Optional<CommitInfo> commit, Optional<Instant> asOf, CompiledTree tree) {
  /** Compiles what was read. */
  static CompiledState of(Snapshot snapshot) {
    return of(snapshot, new PolicyCompiler(StandardGuardrails.NAMES));
  }

  /** Compiles what was read, by a compiler that may have seen most of it. */
  static CompiledState of(Snapshot snapshot, PolicyCompiler compiler) {
    CompiledTree tree =
        new CompiledTree(snapshot.files().size(), WorkspaceReader.compile(snapshot, compiler));
    return new CompiledState(snapshot.origin(), snapshot.commit(), snapshot.asOf(), tree);
  }
}
