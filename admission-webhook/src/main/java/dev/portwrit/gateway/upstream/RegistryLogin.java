package dev.portwrit.gateway.upstream;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Registry;
import dev.portwrit.reference.RepositoryName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The login that the {@code credentials} of a registry name: a {@code username} with a {@code
 * password} or a {@code token}, each from an environment variable ({@code env:NAME}) or a file
 * ({@code file:PATH}, without its final line end). Files are read at each use, so that a rotated
 * secret holds at once. A secret that cannot be read sends none: the registry then refuses.
 */
public final class RegistryLogin implements UpstreamAuthorization {
  private static final String ENVIRONMENT = "env:";
  private static final String FILE = "file:";

  private final String username;
  private final String secret;
  private final Map<String, String> variables;
  private final Path folder;

  private RegistryLogin(
      String username, String secret, Map<String, String> variables, Path folder) {
    this.username = username;
    this.secret = secret;
    this.variables = variables;
    this.folder = folder;
  }

  /** Credentials that cannot be used; the problems name no secret. */
  public static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    private UnusableException(List<String> problems) {
      super(String.join("; ", problems));
      this.problems = List.copyOf(problems);
    }

    /**
     * Everything that is wrong.
     *
     * @return one line each, at least one
     */
    public List<String> problems() {
      return problems;
    }
  }

  /**
   * The login of a registry.
   *
   * @param registry as the policy defines it; without credentials nobody's login
   * @param variables the environment
   * @param folder what paths are relative to
   * @return what sends HTTP Basic, or nothing
   * @throws UnusableException if something is missing or cannot be read now
   */
  public static UpstreamAuthorization of(
      Registry registry, Map<String, String> variables, Path folder) throws UnusableException {
    Map<String, String> named = registry.credentials();
    if (named.isEmpty()) {
      return UpstreamAuthorization.anonymous();
    }
    String username = named.getOrDefault("username", "");
    String secret = named.getOrDefault("password", named.getOrDefault("token", ""));
    RegistryLogin login = new RegistryLogin(username, secret, variables, folder);
    List<String> problems = login.problems(registry.name());
    if (!problems.isEmpty()) {
      throw new UnusableException(problems);
    }
    return login;
  }

  @Override
  public Optional<String> header(Optional<RepositoryName> repository, Action action) {
    Optional<String> name = read(username);
    Optional<String> password = read(secret);
    if (name.isEmpty() || password.isEmpty()) {
      return Optional.empty();
    }
    byte[] pair = (name.get() + ":" + password.get()).getBytes(StandardCharsets.UTF_8);
    return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
  }

  private List<String> problems(String registry) {
    List<String> problems = new ArrayList<>();
    if (username.isEmpty()) {
      problems.add("the credentials of registry `" + registry + "` have no `username`");
    }
    if (secret.isEmpty()) {
      problems.add(
          "the credentials of registry `" + registry + "` have neither `password` nor `token`");
    }
    for (String source : List.of(username, secret)) {
      if (!source.isEmpty() && read(source).isEmpty()) {
        problems.add(
            source.startsWith(ENVIRONMENT)
                ? "the environment has no variable `" + source.substring(ENVIRONMENT.length()) + "`"
                : "`" + source.substring(FILE.length()) + "` cannot be read");
      }
    }
    return problems;
  }

  private Optional<String> read(String source) {
    if (source.startsWith(ENVIRONMENT)) {
      return Optional.ofNullable(variables.get(source.substring(ENVIRONMENT.length())))
          .filter(value -> !value.isEmpty());
    }
    try {
      Path file = folder.resolve(source.substring(FILE.length()));
      String text = Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
