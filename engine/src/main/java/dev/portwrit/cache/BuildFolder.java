package dev.portwrit.cache;

import dev.portwrit.reference.Digest;
import dev.portwrit.source.SourceEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one build of the program keeps in a folder; what another one wrote is not found.
 *
 * <p>Nothing that goes wrong with it is an error: what cannot be read, is damaged, belongs to
 * somebody else or cannot be written is not there. Any number of processes and threads may use one
 * folder.
 */
final class BuildFolder {
  private final EntryFolder folder;
  private final String build;

  /** Reads what was kept; bytes that no build writes end in an unchecked exception. */
  interface Reading<T> {
    T of(byte[] bytes, int from);
  }

  BuildFolder(Path folder, String build, long mostBytes) {
    this.folder = new EntryFolder(folder, mostBytes);
    this.build = build;
  }

  /**
   * One of the user of this process, in {@code portwrit} below {@code $XDG_CACHE_HOME}, which is
   * {@code ~/.cache} where nothing is said; empty where the build has no name, as it does not where
   * classes lie in folders.
   */
  static Optional<BuildFolder> ofProcess(
      Map<String, String> variables, String name, long mostBytes) {
    Path folder = SourceEnvironment.cacheFolder(variables).resolve(name);
    return ProgramBuild.current().map(build -> new BuildFolder(folder, build, mostBytes));
  }

  /** What was kept under a key, if it is there. */
  <T> Optional<T> find(Reading<T> reading, String... key) {
    String name = name(key);
    try {
      byte[] bytes = folder.read(name);
      return Envelope.isIntact(bytes, name)
          ? Optional.of(reading.of(bytes, Envelope.HEAD))
          : Optional.empty();
    } catch (IOException | RuntimeException odd) {
      // Absent, unreadable, or what no build writes under this name: all the same to who asks.
      return Optional.empty();
    }
  }

  /** Keeps something under a key, if it can. */
  void keep(Supplier<byte[]> content, String... key) {
    String name = name(key);
    try {
      folder.write(name, Envelope.around(content.get(), name));
    } catch (IOException | RuntimeException unwritable) {
      // A full disk, a folder that cannot be written or is not ours alone: then nothing is kept.
      return;
    }
  }

  private String name(String... key) {
    String all = build + "\n" + String.join("\n", key);
    return Digest.sha256(all.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
