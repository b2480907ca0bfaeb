package dev.portwrit.cli;

import dev.portwrit.cache.CompilationCache;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.guardrail.StandardGuardrails;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SourceException;
import java.util.List;
import java.util.Optional;

/**
 * Two states of one workspace, compiled.
 *
 * @param before the old one
 * @param after the new one
 * @param oldName what {@code --at} takes for the old one; empty for the working tree
 * @param newName what {@code --at} takes for the new one; empty for the working tree
 */
record ComparedPolicies(
    PolicyIndex before, PolicyIndex after, Optional<String> oldName, Optional<String> newName) {
  /** Reads what the operands name: {@code HEAD} and the tree, one and the tree, or two. */
  static ComparedPolicies read(Invocation invocation, List<String> words) throws Failure {
    Revision old = Revision.parse(words.isEmpty() ? "HEAD" : words.get(0));
    Revision young = words.size() < 2 ? Revision.CURRENT : Revision.parse(words.get(1));
    try (PolicySource source = WorkspaceReader.source(invocation)) {
      // What both have alike is compiled once.
      PolicyCompiler compiler = new PolicyCompiler(StandardGuardrails.NAMES);
      CompiledState before = compiled(invocation, source, old, compiler);
      CompiledState after = compiled(invocation, source, young, compiler);
      return new ComparedPolicies(
          index(invocation, before, words.isEmpty() ? "HEAD" : words.get(0)),
          index(invocation, after, words.size() < 2 ? "the working tree" : words.get(1)),
          name(before),
          name(after));
    } catch (SourceException e) {
      throw WorkspaceReader.failure(e);
    }
  }

  private static CompiledState compiled(
      Invocation invocation, PolicySource source, Revision revision, PolicyCompiler compiler)
      throws SourceException {
    return WorkspaceReader.compiled(
        source,
        revision,
        () -> CompilationCache.ofProcess(invocation.environment().variables()),
        compiler);
  }

  private static PolicyIndex index(Invocation invocation, CompiledState state, String name)
      throws Failure {
    if (state.tree().compilation().workspace().isEmpty()) {
      invocation.console().say("of `" + name + "`:");
    }
    return PolicyOpener.index(invocation.console(), state.tree().compilation());
  }

  private static Optional<String> name(CompiledState state) {
    return state.commit().map(commit -> commit.shortId());
  }
}
