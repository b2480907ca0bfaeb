package dev.portwrit.cache;

import dev.portwrit.reference.Digest;
import dev.portwrit.source.SourceEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  private final EntryFolder folder;
  private final String build;

  /**
   * A cache.
   *
   * @param folder where it lies; made, for its user alone, when something is kept
   * @param build the name of the build: what another one wrote is not found
   * @param mostBytes how much may be kept
   */
  public CompilationCache(Path folder, String build, long mostBytes) {
    this.folder = new EntryFolder(folder, mostBytes);
    this.build = build;
  }

  /**
   * The cache of the user of this process: {@code portwrit/compiled} below {@code $XDG_CACHE_HOME},
   * which is {@code ~/.cache} where nothing is said.
   *
   * @param variables the environment variables
   * @return empty where the build has no name, as it does not where classes lie in folders
   */
  public static Optional<CompilationCache> ofProcess(Map<String, String> variables) {
    Path folder = SourceEnvironment.cacheFolder(variables).resolve("compiled");
    return ProgramBuild.current().map(build -> new CompilationCache(folder, build, MOST_BYTES));
  }

  /**
   * What was kept of a tree.
   *
   * @param key which tree
   * @return what {@link #keep} was given, equal in every part; empty if it is not there
   */
  public Optional<CompiledTree> find(TreeKey key) {
    String name = name(key);
    try {
      byte[] bytes = folder.read(name);
      return Envelope.isIntact(bytes, name)
          ? Optional.of(CompilationReader.read(bytes, Envelope.HEAD))
          : Optional.empty();
    } catch (IOException | RuntimeException odd) {
      // Absent, unreadable, or what no build writes under this name: all the same to who asks.
      return Optional.empty();
    }
  }

  /**
   * Keeps what came out of compiling a tree, if it can.
   *
   * @param key which tree
   * @param compiled what to keep
   */
  public void keep(TreeKey key, CompiledTree compiled) {
    String name = name(key);
    try {
      folder.write(name, Envelope.around(CompilationWriter.write(compiled), name));
    } catch (IOException | RuntimeException unwritable) {
      // A full disk, a folder that cannot be written or is not ours alone: then nothing is kept.
      return;
    }
  }

  private String name(TreeKey key) {
    String all = build + "\n" + key.treeId() + "\n" + key.origin();
    return Digest.sha256(all.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
