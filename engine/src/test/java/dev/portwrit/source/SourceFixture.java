package dev.portwrit.source;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An environment below a folder of the test, and short ways to look at snapshots. */
public final class SourceFixture {
  private SourceFixture() {}

  /** An environment whose home and cache lie below a folder. */
  public static SourceEnvironment environment(Path folder) {
    return environment(folder, Map.of());
  }

  /** The same with environment variables. */
  public static SourceEnvironment environment(Path folder, Map<String, String> variables) {
    return new SourceEnvironment(
        folder.resolve("home"),
        folder.resolve("cache"),
        variables,
        SourceLimits.DEFAULT,
        Duration.ofSeconds(20),
        Clock.systemUTC());
  }

  static List<String> paths(List<PolicyFile> files) {
    return files.stream().map(PolicyFile::path).toList();
  }

  static List<String> problems(Snapshot snapshot) {
    return snapshot.diagnostics().stream()
        .map(problem -> problem.place().orElseThrow().file() + " " + problem.code())
        .toList();
  }

  static PolicySource open(Path place, Path folder) throws SourceException {
    return PolicySource.open(place.toString(), folder, environment(folder));
  }

  static Snapshot read(String typed, String revision, Path folder) throws SourceException {
    try (PolicySource source = PolicySource.open(typed, folder, environment(folder))) {
      return source.read(revision.isEmpty() ? Revision.CURRENT : Revision.parse(revision));
    }
  }
}
