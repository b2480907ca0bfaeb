package dev.portwrit.apply;

import dev.portwrit.policy.Registry;
import dev.portwrit.registry.twin.RegistryTwin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What worlds are once their first commit was applied, so that this is done once for all laws and
 * all runs of a world.
 */
final class Beginnings {
  /** Which world; drift comes after its beginning. */
  record Key(Registry.Mode mode, long seed) {}

  /** What there is, and the files of the state by their paths in its folder. */
  record Beginning(RegistryTwin.Moment moment, Map<String, byte[]> files) {
    /** Writes the files into another folder. */
    void write(Path folder) throws IOException {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
    }
  }

  private record Drawn(Key key, LawCommits commits) {}

  private final Map<Key, Beginning> all = new ConcurrentHashMap<>();
  // One world is looked at many times before the next; all of them would be much to hold.
  private final Map<Thread, Drawn> last = new ConcurrentHashMap<>();

  LawCommits commits(LawWorld.Kind kind, Key key) {
    Drawn drawn = last.get(Thread.currentThread());
    if (drawn == null || !drawn.key().equals(key)) {
      drawn = new Drawn(key, LawCommits.of(kind, key.mode(), key.seed()));
      last.put(Thread.currentThread(), drawn);
    }
    return drawn.commits();
  }

  Optional<Beginning> of(Key key) {
    return Optional.ofNullable(all.get(key));
  }

  void keep(Key key, RegistryTwin.Moment moment, Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    all.put(key, new Beginning(moment, files));
  }
}
