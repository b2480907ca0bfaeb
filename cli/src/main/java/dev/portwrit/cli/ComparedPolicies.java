package dev.portwrit.cli;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SourceException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

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
    String oldWord = words.isEmpty() ? "HEAD" : words.get(0);
    String newWord = words.size() < 2 ? "the working tree" : words.get(1);
    try (PolicySource source = WorkspaceReader.source(invocation)) {
      return of(
          invocation, new BothStates(invocation, source).compile(old, young), oldWord, newWord);
    } catch (SourceException e) {
      throw WorkspaceReader.failure(e);
    }
  }

  // Of a large company each index takes a while, and neither needs the other.
  private static ComparedPolicies of(
      Invocation invocation, BothStates.Compiled both, String oldWord, String newWord)
      throws Failure {
    CompiledState before = both.before();
    CompiledState after = both.after();
    require(invocation, before, oldWord);
    require(invocation, after, newWord);
    CompletableFuture<PolicyIndex> old = CompletableFuture.supplyAsync(() -> index(before));
    PolicyIndex young = index(after);
    return new ComparedPolicies(old.join(), young, name(before), name(after));
  }

  private static void require(Invocation invocation, CompiledState state, String name)
      throws Failure {
    if (state.tree().compilation().workspace().isEmpty()) {
      invocation.console().say("of `" + name + "`:");
      throw PolicyOpener.unusable(invocation.console(), state.tree().compilation());
    }
  }

  private static PolicyIndex index(CompiledState state) {
    return PolicyIndex.of(state.tree().compilation().workspace().orElseThrow());
  }

  private static Optional<String> name(CompiledState state) {
    return state.commit().map(commit -> commit.shortId());
  }
}
