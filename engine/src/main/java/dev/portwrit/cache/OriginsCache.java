package dev.portwrit.cache;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps by which commits access came to be that holds at a commit, and what expanded on the way
 * back from it, so that the next process walks back to that commit alone. What is kept is found by
 * the commit, and only by the build that wrote it.
 *
 * <p>As with {@link CompilationCache} nothing that goes wrong with it is an error, and any number
 * of processes and threads may use one folder.
 */
public final class OriginsCache {
  private static final long MOST_BYTES = 128L << 20;

  private final BuildFolder folder;

  /**
   * A cache.
   *
   * @param folder where it lies; made, for its user alone, when something is kept
   * @param build the name of the build: what another one wrote is not found
   * @param mostBytes how much may be kept
   */
  public OriginsCache(Path folder, String build, long mostBytes) {
    this(new BuildFolder(folder, build, mostBytes));
  }

  private OriginsCache(BuildFolder folder) {
    this.folder = folder;
  }

  /**
   * The cache of the user of this process: {@code portwrit/origins} below {@code $XDG_CACHE_HOME},
   * which is {@code ~/.cache} where nothing is said.
   *
   * @param variables the environment variables
   * @return empty where the build has no name, as it does not where classes lie in folders
   */
  public static Optional<OriginsCache> ofProcess(Map<String, String> variables) {
    return BuildFolder.ofProcess(variables, "origins", MOST_BYTES).map(OriginsCache::new);
  }

  /**
   * What was kept.
   *
   * @param key of which walk
   * @return what {@link #keep} was given; empty if it is not there
   */
  public Optional<KeptOrigins> find(OriginsKey key) {
    return folder.find(KeptOrigins::read, texts(key));
  }

  /**
   * Keeps origins, if it can.
   *
   * @param key of which walk
   * @param origins what came of it
   */
  public void keep(OriginsKey key, KeptOrigins origins) {
    folder.keep(origins::toBytes, texts(key));
  }

  /**
   * The steps that were kept.
   *
   * @param key of which walk
   * @return what {@link #keepSteps} was given; empty if it is not there
   */
  public Optional<KeptSteps> findSteps(OriginsKey key) {
    return folder.find(StepsReader::read, steps(key));
  }

  /**
   * Keeps steps, if it can.
   *
   * @param key of which walk
   * @param steps what expanded from there back
   */
  public void keepSteps(OriginsKey key, KeptSteps steps) {
    folder.keep(() -> StepsWriter.write(steps), steps(key));
  }

  private static String[] steps(OriginsKey key) {
    return new String[] {"steps", key.commitId(), key.until().toString(), key.standpoint()};
  }

  private static String[] texts(OriginsKey key) {
    return new String[] {key.commitId(), key.until().toString(), key.standpoint()};
  }
}
