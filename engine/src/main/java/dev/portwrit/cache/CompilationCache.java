package dev.portwrit.cache;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps what was compiled of commits, so that the next process need not read a large workspace
 * again. What is kept is found by its tree, and only by the build that wrote it.
 *
 * <p>Nothing that goes wrong with it is an error: what cannot be read, is damaged, belongs to
 * somebody else or cannot be written is not there. Any number of processes and threads may use one
 * folder.
 */
public final class CompilationCache {
  /** The most bytes that all that is kept may take together; the oldest goes first. */
  private static final long MOST_BYTES = 256L << 20;

  private final BuildFolder folder;

  /**
   * A cache.
   *
   * @param folder where it lies; made, for its user alone, when something is kept
   * @param build the name of the build: what another one wrote is not found
   * @param mostBytes how much may be kept
   */
  public CompilationCache(Path folder, String build, long mostBytes) {
    this(new BuildFolder(folder, build, mostBytes));
  }

  private CompilationCache(BuildFolder folder) {
    this.folder = folder;
  }

  /**
   * The cache of the user of this process: {@code portwrit/compiled} below {@code $XDG_CACHE_HOME},
   * which is {@code ~/.cache} where nothing is said.
   *
   * @param variables the environment variables
   * @return empty where the build has no name, as it does not where classes lie in folders
   */
  public static Optional<CompilationCache> ofProcess(Map<String, String> variables) {
    return BuildFolder.ofProcess(variables, "compiled", MOST_BYTES).map(CompilationCache::new);
  }

  /**
   * What was kept of a tree.
   *
   * @param key which tree
   * @return what {@link #keep} was given, equal in every part; empty if it is not there
   */
  public Optional<CompiledTree> find(TreeKey key) {
    return folder.find(CompilationReader::read, key.treeId(), key.origin());
  }

  /**
   * Keeps what came out of compiling a tree, if it can.
   *
   * @param key which tree
   * @param compiled what to keep
   */
  public void keep(TreeKey key, CompiledTree compiled) {
    folder.keep(() -> CompilationWriter.write(compiled), key.treeId(), key.origin());
  }
}
