package dev.portwrit.cli;

import dev.portwrit.diagnostic.Printable;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Workspace;
import dev.portwrit.registry.LiveRegistry;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.hub.HubCredentials;
import dev.portwrit.registry.hub.HubRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Opens a registry of Docker Hub with the credentials that policies name. */
final class HubLogin {
  private static final String SECRETS = "tokens";

  private HubLogin() {}

  /**
   * Opens it.
   *
   * @param state where what is kept between runs lies, and secrets of new access tokens with it;
   *     empty for who only looks
   * @throws Failure if the credentials are not to be read
   */
  static LiveRegistry open(
      Registry registry, Workspace workspace, Environment environment, Optional<Path> state)
      throws Failure, RegistryException {
    HubCredentials credentials =
        new HubCredentials(
            read(registry, environment, List.of("username")),
            read(registry, environment, List.of("token", "password")));
    if (state.isEmpty()) {
      return HubRegistry.of(registry, workspace, credentials, environment.clock());
    }
    return HubRegistry.of(
        registry,
        workspace,
        credentials,
        state.get().toAbsolutePath().resolve(SECRETS),
        file ->
            environment
                .err()
                .println(
                    "the secret of a new access token is in `"
                        + Printable.escape(file.toString())
                        + "`, for you alone"),
        environment.clock());
  }

  private static String read(Registry registry, Environment environment, List<String> keys)
      throws Failure {
    for (String key : keys) {
      String source = registry.credentials().get(key);
      if (source != null) {
        return Secret.of(source, environment)
            .flatMap(Secret::read)
            .filter(text -> !text.isBlank())
            .orElseThrow(
                () ->
                    Failure.wrong(
                        "registry `" + registry.name() + "`: `" + source + "` cannot be read",
                        "set the variable or make the file that `credentials` names"));
      }
    }
    throw Failure.wrong(
        "registry `" + registry.name() + "`: its `credentials` have no `" + keys.get(0) + "`",
        "write such as `credentials: {username: env:HUB_USER, token: env:HUB_TOKEN}`");
  }
}
