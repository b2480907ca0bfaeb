package dev.portwrit.cli;

import dev.portwrit.cache.CompilationCache;
import dev.portwrit.guardrail.StandardGuardrails;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.source.BranchLine;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.CommittedState;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a date means: the newest commit of the first-parent line then that compiles. One that does
 * not was never in force; it is told. A commit that is named is that commit.
 *
 * @param state the commit
 * @param compiled what came out of compiling it; of a line of which none compiles, the newest
 */
record DatedState(CommittedState state, CompiledState compiled) {
  /** Looks from the newest commit at a date on. */
  static DatedState of(
      Invocation invocation, PolicySource source, Revision.AsOf date, CommittedState newest)
      throws Failure, SourceException {
    Optional<CompilationCache> cache = WorkspaceReader.cache(invocation).get();
    DatedState first = compiled(source, newest, cache);
    if (first.isInForce()) {
      return first;
    }
    BranchLine line = source.history().orElseThrow().branchLine(date);
    List<CommitInfo> passedOver = new ArrayList<>(List.of(newest.commit()));
    for (CommitInfo commit : line.commits().subList(1, line.commits().size())) {
      if (commit.time().isAfter(date.last())) {
        continue; // A clock that ran ahead: where all compile it is passed over too.
      }
      Revision named = new Revision.Named(commit.id());
      Optional<CommittedState> found = source.find(named);
      if (found.isEmpty()) {
        source.read(named);
        throw new IllegalStateException("no workspace in " + commit.id() + ", but it was read");
      }
      DatedState older = compiled(source, asOf(found.get(), date), cache);
      if (older.isInForce()) {
        passedOver.forEach(one -> invocation.console().warning(told(one)));
        return older;
      }
      passedOver.add(commit);
    }
    if (line.isCut()) {
      throw Failure.undetermined(
          "no commit of this shallow clone at or before " + date.written() + " compiles",
          "`git fetch --unshallow` brings the rest");
    }
    return first;
  }

  /** That a commit counts for nothing, in one line. */
  static String told(CommitInfo commit) {
    return "commit "
        + commit.shortId()
        + " of "
        + commit.time()
        + " does not compile, and was never in force; `portwrit check --at "
        + commit.shortId()
        + "` shows why";
  }

  private boolean isInForce() {
    return compiled.tree().compilation().workspace().isPresent();
  }

  private static DatedState compiled(
      PolicySource source, CommittedState state, Optional<CompilationCache> cache)
      throws SourceException {
    Optional<CompiledState> known = WorkspaceReader.known(state, cache);
    return new DatedState(
        state,
        known.isPresent()
            ? known.get()
            : WorkspaceReader.compiled(
                source, state, cache, new PolicyCompiler(StandardGuardrails.NAMES)));
  }

  private static CommittedState asOf(CommittedState state, Revision.AsOf date) {
    return new CommittedState(
        state.origin(), state.commit(), Optional.of(date.last()), state.treeId());
  }
}
