package dev.portwrit.cache;

import dev.portwrit.reference.Digest;
import dev.portwrit.source.SourceEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps by which commits access came to be that holds at a commit, so that the next process walks
 * back to that commit alone. What is kept is found by the commit, and only by the build that wrote
 * it.
 *
 * <p>As with {@link CompilationCache} nothing that goes wrong with it is an error, and any number
 * of processes and threads may use one folder.
 */
public final class OriginsCache {
  private static final long MOST_BYTES = 128L << 20;

  private final EntryFolder folder;
  private final String build;

  /**
   * A cache.
   *
   * @param folder where it lies; made, for its user alone, when something is kept
   * @param build the name of the build: what another one wrote is not found
   * @param mostBytes how much may be kept
   */
  public OriginsCache(Path folder, String build, long mostBytes) {
    this.folder = new EntryFolder(folder, mostBytes);
    this.build = build;
  }

  /**
   * The cache of the user of this process: {@code portwrit/origins} below {@code $XDG_CACHE_HOME},
   * which is {@code ~/.cache} where nothing is said.
   *
   * @param variables the environment variables
   * @return empty where the build has no name, as it does not where classes lie in folders
   */
  public static Optional<OriginsCache> ofProcess(Map<String, String> variables) {
    Path folder = SourceEnvironment.cacheFolder(variables).resolve("origins");
    return ProgramBuild.current().map(build -> new OriginsCache(folder, build, MOST_BYTES));
  }

  /**
   * What was kept.
   *
   * @param key of which walk
   * @return what {@link #keep} was given; empty if it is not there
   */
  public Optional<KeptOrigins> find(OriginsKey key) {
    String name = name(key);
    try {
      byte[] bytes = folder.read(name);
      return Envelope.isIntact(bytes, name)
          ? Optional.of(KeptOrigins.read(bytes, Envelope.HEAD))
          : Optional.empty();
    } catch (IOException | RuntimeException odd) {
      // Absent, unreadable, or what no build writes under this name: all the same to who asks.
      return Optional.empty();
    }
  }

  /**
   * Keeps origins, if it can.
   *
   * @param key of which walk
   * @param origins what came of it
   */
  public void keep(OriginsKey key, KeptOrigins origins) {
    String name = name(key);
    try {
      folder.write(name, Envelope.around(origins.toBytes(), name));
    } catch (IOException | RuntimeException unwritable) {
      // A full disk, a folder that cannot be written or is not ours alone: then nothing is kept.
      return;
    }
  }

  private String name(OriginsKey key) {
    String all = String.join("\n", build, key.commitId(), key.until().toString(), key.standpoint());
    return Digest.sha256(all.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
