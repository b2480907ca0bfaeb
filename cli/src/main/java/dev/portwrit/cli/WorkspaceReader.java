package dev.portwrit.cli;

import dev.portwrit.cache.CompilationCache;
import dev.portwrit.cache.TreeKey;
import dev.portwrit.guardrail.StandardGuardrails;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.CommittedState;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.Snapshot;
import dev.portwrit.source.SourceEnvironment;
import dev.portwrit.source.SourceException;
import java.util.Optional;
import java.util.function.Supplier;
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
    return read(invocation, revision(invocation));
  }

  /** Reads the files of a folder, for a verb that writes files there. */
  static Snapshot readFolder(Invocation invocation, String verb) throws Failure {
    if (invocation.has(CommonOptions.AT)) {
      throw Failure.wrong("`" + verb + "` writes files, not commits", "leave out `--at`");
    }
    Snapshot snapshot = read(invocation);
    if (snapshot.commit().isPresent()) {
      throw Failure.wrong(
          "`" + verb + "` writes files of a folder, and `" + snapshot.origin() + "` is none",
          "name a working tree with `-C`");
    }
    return snapshot;
  }

  /** Reads a state, whatever {@code --at} names. */
  static Snapshot read(Invocation invocation, Revision revision) throws Failure {
    try (PolicySource source = source(invocation)) {
      return read(invocation, source, revision);
    }
  }

  /** The same of a place that stays open, so that a remote is asked once for all that follows. */
  static Snapshot read(Invocation invocation, PolicySource source, Revision revision)
      throws Failure {
    try {
      Snapshot snapshot = source.read(revision);
      tell(invocation, snapshot.files().size(), snapshot.origin(), snapshot.commit());
      return snapshot;
    } catch (SourceException e) {
      throw failure(e);
    }
  }

  /**
   * Reads and compiles the state that is asked about. A commit that was compiled before is not read
   * again.
   */
  static CompiledState compiled(Invocation invocation) throws Failure {
    try (PolicySource source = source(invocation)) {
      return compiled(invocation, source, revision(invocation));
    }
  }

  /** The same of a place that stays open, so that a remote is asked once for all that follows. */
  static CompiledState compiled(Invocation invocation, PolicySource source, Revision revision)
      throws Failure {
    try {
      Optional<CommittedState> found = source.find(revision);
      CompiledState state =
          found.isPresent() && revision instanceof Revision.AsOf date
              ? DatedState.of(invocation, source, date, found.get()).compiled()
              : compiled(source, revision, cache(invocation));
      tell(invocation, state.tree().files(), state.origin(), state.commit());
      return state;
    } catch (SourceException e) {
      throw failure(e);
    }
  }

  /**
   * The commit that is meant: of a date one that compiles.
   *
   * @return empty where files of a folder are meant, or the commit has no such folder
   */
  static Optional<CommittedState> find(
      Invocation invocation, PolicySource source, Revision revision)
      throws Failure, SourceException {
    Optional<CommittedState> found = source.find(revision);
    return found.isPresent() && revision instanceof Revision.AsOf date
        ? Optional.of(DatedState.of(invocation, source, date, found.get()).state())
        : found;
  }

  /** Reads what is meant, whether or not it compiles; of a date one that does. */
  static Snapshot readMeant(Invocation invocation, PolicySource source, Revision revision)
      throws Failure {
    try {
      Optional<CommittedState> found = find(invocation, source, revision);
      Snapshot snapshot = found.isPresent() ? source.read(found.get()) : source.read(revision);
      tell(invocation, snapshot.files().size(), snapshot.origin(), snapshot.commit());
      return snapshot;
    } catch (SourceException e) {
      throw failure(e);
    }
  }

  /** What this user's processes compiled, for those who look there; it is opened when asked for. */
  static Supplier<Optional<CompilationCache>> cache(Invocation invocation) {
    return () -> CompilationCache.ofProcess(invocation.environment().variables());
  }

  static CompiledState compiled(
      PolicySource source, Revision revision, Supplier<Optional<CompilationCache>> caches)
      throws SourceException {
    PolicyCompiler compiler = new PolicyCompiler(StandardGuardrails.NAMES);
    Optional<CommittedState> found = source.find(revision);
    if (found.isEmpty()) {
      return CompiledState.of(source.read(revision), compiler);
    }
    Optional<CompilationCache> cache = caches.get();
    Optional<CompiledState> known = known(found.get(), cache);
    return known.isPresent() ? known.get() : compiled(source, found.get(), cache, compiler);
  }

  /** What was compiled of a commit before, if it was and is still there. */
  static Optional<CompiledState> known(CommittedState state, Optional<CompilationCache> cache) {
    return cache
        .flatMap(one -> one.find(key(state)))
        .map(
            tree ->
                new CompiledState(state.origin(), Optional.of(state.commit()), state.asOf(), tree));
  }

  /** Compiles a commit, and keeps what came out. */
  static CompiledState compiled(
      PolicySource source,
      CommittedState state,
      Optional<CompilationCache> cache,
      PolicyCompiler compiler)
      throws SourceException {
    CompiledState compiled = CompiledState.of(source.read(state), compiler);
    cache.ifPresent(one -> one.keep(key(state), compiled.tree()));
    return compiled;
  }

  private static TreeKey key(CommittedState state) {
    return new TreeKey(state.origin(), state.treeId());
  }

  static Revision revision(Invocation invocation) {
    return invocation.value(CommonOptions.AT).map(Revision::parse).orElse(Revision.CURRENT);
  }

  private static void tell(
      Invocation invocation, int files, String origin, Optional<CommitInfo> commit) {
    invocation.detail(
        PolicyOpener.count(files, "file")
            + " of `"
            + origin
            + "`"
            + commit.map(WorkspaceReader::text).orElse(""));
  }

  private static String text(CommitInfo commit) {
    return ", commit " + commit.id() + " of " + commit.time();
  }

  /** Compiles what was read, with what was refused in reading among the problems. */
  static Compilation compile(Snapshot snapshot) {
    return compile(snapshot, new PolicyCompiler(StandardGuardrails.NAMES));
  }

  /** The same with a compiler that may have seen most of the files. */
  static Compilation compile(Snapshot snapshot, PolicyCompiler compiler) {
    Compilation compilation = compiler.compile(snapshot.files());
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
