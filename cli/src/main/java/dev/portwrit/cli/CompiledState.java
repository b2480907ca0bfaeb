package dev.portwrit.cli;

import dev.portwrit.cache.CompiledTree;
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
    CompiledTree tree =
        new CompiledTree(snapshot.files().size(), WorkspaceReader.compile(snapshot));
    return new CompiledState(snapshot.origin(), snapshot.commit(), snapshot.asOf(), tree);
  }
}
