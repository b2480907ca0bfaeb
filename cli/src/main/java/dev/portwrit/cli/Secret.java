package dev.portwrit.cli;

import dev.portwrit.gateway.identity.TokenKeySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a secret comes from: {@code env:NAME}, or {@code file:PATH} without its final line end. It
 * is read at each use, so that a rotated one holds at once, and shown never.
 */
final class Secret {
  private static final String ENVIRONMENT = "env:";
  private static final String FILE = "file:";

  private final String source;
  private final Map<String, String> variables;
  private final Path directory;

  private Secret(String source, Map<String, String> variables, Path directory) {
    this.source = source;
    this.variables = variables;
    this.directory = directory;
  }

  /** Empty if the text names no source. */
  static Optional<Secret> of(String source, Environment environment) {
    return source.startsWith(ENVIRONMENT) || source.startsWith(FILE)
        ? Optional.of(new Secret(source, environment.variables(), environment.directory()))
        : Optional.empty();
  }

  boolean isFile() {
    return source.startsWith(FILE);
  }

  private Path file() {
    return directory.resolve(source.substring(FILE.length()));
  }

  /** Empty if it cannot be read now. */
  Optional<String> read() {
    if (!isFile()) {
      return Optional.ofNullable(variables.get(source.substring(ENVIRONMENT.length())));
    }
    try {
      return Optional.of(Files.readString(file()).stripTrailing());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** As the key of tokens: a file is made if it is not there. */
  Optional<TokenKeySource> tokenKey() {
    return isFile()
        ? Optional.of(new TokenKeySource.File(file()))
        : read().map(TokenKeySource.Given::new);
  }

  /** The source, not the secret. */
  @Override
  public String toString() {
    return source;
  }
}
