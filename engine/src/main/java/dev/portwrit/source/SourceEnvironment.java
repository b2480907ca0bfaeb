package dev.portwrit.source;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the machine and the user bring to the reading of policies.
 *
 * @param home the user's home, with {@code .ssh} below it
 * @param cache where copies of remote repositories lie; it may be deleted at any time
 * @param variables environment variables by name, of which those that begin with {@code
 *     PORTWRIT_GIT_} and {@code SSH_AUTH_SOCK} matter
 * @param limits how much a workspace may be
 * @param timeout how long a remote may be silent
 * @param clock for what "now" is
 */
public record SourceEnvironment(
    Path home,
    Path cache,
    Map<String, String> variables,
    SourceLimits limits,
    Duration timeout,
    Clock clock) {
  /** Copies the map. */
  public SourceEnvironment {
    variables = Map.copyOf(variables);
  }

  /**
   * The environment of this process: its user's home, and {@code portwrit/git} below {@code
   * $XDG_CACHE_HOME}, which is {@code ~/.cache} where nothing is said.
   *
   * @return with a timeout of half a minute
   */
  public static SourceEnvironment ofProcess() {
    Map<String, String> variables = System.getenv();
    return new SourceEnvironment(
        userHome(),
        cacheFolder(variables).resolve("git"),
        variables,
        SourceLimits.DEFAULT,
        Duration.ofSeconds(30),
        Clock.systemUTC());
  }

  /**
   * Where the user of this process keeps what may be deleted at any time: {@code portwrit} below
   * {@code $XDG_CACHE_HOME}, which is {@code ~/.cache} where nothing is said.
   *
   * @param variables the environment variables
   * @return a folder, which may not exist
   */
  public static Path cacheFolder(Map<String, String> variables) {
    return Optional.ofNullable(variables.get("XDG_CACHE_HOME"))
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElseGet(() -> userHome().resolve(".cache"))
        .resolve("portwrit");
  }

  private static Path userHome() {
    return Path.of(System.getProperty("user.home", ".")).toAbsolutePath();
  }

  /**
   * The same with copies of remote repositories in another place.
   *
   * @param folder where they lie
   * @return a copy
   */
  public SourceEnvironment withCache(Path folder) {
    return new SourceEnvironment(home, folder, variables, limits, timeout, clock);
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }
}
