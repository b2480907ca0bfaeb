package dev.portwrit.cli;

import dev.portwrit.cache.CompilationCache;
import dev.portwrit.cache.CompiledTree;
import dev.portwrit.cache.TreeKey;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.guardrail.StandardGuardrails;
import dev.portwrit.history.PastPolicies;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.CommittedState;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SourceException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The policies of commits, one after the other: what a commit did not change is not read again. Of
 * the many commits of a history none is kept for other processes.
 */
final class PastCommits implements PastPolicies {
  private static final int HELD = 8;

  private final PolicySource source;
  private final Optional<CompilationCache> cache;
  private final PolicyCompiler compiler = new PolicyCompiler(StandardGuardrails.NAMES);
  private final Map<String, Past> byTree =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Past> eldest) {
          return size() > HELD;
        }
      };

  /**
   * Commits of a place.
   *
   * @param mayRemember whether what earlier processes compiled may be used
   */
  static PastCommits of(Invocation invocation, PolicySource source, boolean mayRemember) {
    return new PastCommits(
        source, mayRemember ? WorkspaceReader.cache(invocation).get() : Optional.empty());
  }

  private PastCommits(PolicySource source, Optional<CompilationCache> cache) {
    this.source = source;
    this.cache = cache;
  }

  @Override
  public Past at(CommitInfo commit) {
    try {
      Optional<CommittedState> state = source.find(new Revision.Named(commit.id()));
      if (state.isEmpty()) {
        return new Past.Absent();
      }
      Past known = byTree.get(state.get().treeId());
      if (known == null) {
        known = read(state.get());
        byTree.put(state.get().treeId(), known);
      }
      return known;
    } catch (SourceException e) {
      return unread(e);
    }
  }

  private Past read(CommittedState state) {
    Optional<CompiledTree> kept =
        cache.flatMap(one -> one.find(new TreeKey(state.origin(), state.treeId())));
    try {
      Compilation compilation =
          kept.isPresent()
              ? kept.get().compilation()
              : WorkspaceReader.compile(source.read(state), compiler);
      return compilation
          .workspace()
          .<Past>map(workspace -> new Past.Present(PolicyIndex.of(workspace)))
          .orElseGet(() -> new Past.Broken(cause(compilation)));
    } catch (SourceException e) {
      return unread(e);
    }
  }

  // What is wrong with policies is in the compilation: what was thrown is no fault of theirs.
  private static Past unread(SourceException e) {
    return e.code() == Code.NO_WORKSPACE
        ? new Past.Absent()
        : new Past.Unreadable(String.valueOf(e.getMessage()));
  }

  private static String cause(Compilation compilation) {
    long errors = compilation.problems().stream().filter(PolicyOpener::isError).count();
    return compilation.problems().stream()
        .filter(PolicyOpener::isError)
        .findFirst()
        .map(Diagnostic::toString)
        .map(
            text ->
                "the policies did not compile, "
                    + PolicyOpener.count(errors, "error")
                    + ", the first: "
                    + text.lines().findFirst().orElse(""))
        .orElse("the policies did not compile");
  }
}
