package dev.portwrit.cli;

import dev.portwrit.cache.CompilationCache;
import dev.portwrit.guardrail.StandardGuardrails;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.source.CommittedState;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SourceException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Compiles two states of one workspace. Those that were compiled before are read while the other is
 * read or compiled; what two that were not have alike is compiled once.
 */
final class BothStates {
  private final Invocation invocation;
  private final PolicySource source;
  private final PolicyCompiler compiler = new PolicyCompiler(StandardGuardrails.NAMES);

  /** The two, compiled with or without errors. */
  record Compiled(CompiledState before, CompiledState after) {}

  BothStates(Invocation invocation, PolicySource source) {
    this.invocation = invocation;
    this.source = source;
  }

  Compiled compile(Revision old, Revision young) throws Failure, SourceException {
    Optional<CommittedState> before = WorkspaceReader.find(invocation, source, old);
    Optional<CommittedState> after = WorkspaceReader.find(invocation, source, young);
    Optional<CompilationCache> cache =
        before.isPresent() || after.isPresent()
            ? WorkspaceReader.cache(invocation).get()
            : Optional.empty();
    CompletableFuture<Optional<CompiledState>> knownBefore =
        CompletableFuture.supplyAsync(
            () -> before.flatMap(state -> WorkspaceReader.known(state, cache)));
    Optional<CompiledState> knownAfter =
        after.flatMap(state -> WorkspaceReader.known(state, cache));
    if (knownAfter.isEmpty()) {
      // What is not known has to be compiled, which can as well begin with the new state.
      knownAfter = Optional.of(compiled(young, after, cache));
    }
    Optional<CompiledState> known = knownBefore.join();
    return new Compiled(
        known.isPresent() ? known.get() : compiled(old, before, cache), knownAfter.get());
  }

  private CompiledState compiled(
      Revision revision, Optional<CommittedState> found, Optional<CompilationCache> cache)
      throws SourceException {
    return found.isPresent()
        ? WorkspaceReader.compiled(source, found.get(), cache, compiler)
        : CompiledState.of(source.read(revision), compiler);
  }
}
