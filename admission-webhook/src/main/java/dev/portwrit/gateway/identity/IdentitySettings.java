package dev.portwrit.gateway.identity;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a gateway is told about who may log in.
 *
 * @param registry the registry's name in the workspace: the audience of its tokens
 * @param usersFile an htpasswd file with bcrypt hashes
 * @param keys where the key of the tokens comes from
 * @param tokenLifetime how long a token counts, 1 to 60 minutes; clients take less for 60 seconds
 * @param externalUrl the address under which clients reach the gateway, where something in front
 *     changes it; else each request's own
 */
public record IdentitySettings(
    String registry,
    Path usersFile,
    TokenKeySource keys,
    Duration tokenLifetime,
    Optional<URI> externalUrl) {
  /** How long a token counts where nothing else is said. */
  public static final Duration DEFAULT_TOKEN_LIFETIME = Duration.ofMinutes(5);

  private static final Duration MIN_LIFETIME = Duration.ofMinutes(1);
  private static final Duration MAX_LIFETIME = Duration.ofHours(1);
  private static final Pattern REGISTRY = Pattern.compile("[A-Za-z0-9._+@-]{1,128}");

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if the registry has no name, the lifetime is out of bounds, or
   *     the URL is more than a scheme and an authority
   */
  public IdentitySettings {
    if (!REGISTRY.matcher(registry).matches()) {
      throw new IllegalArgumentException("`" + registry + "` is not the name of a registry");
    }
    if (tokenLifetime.compareTo(MIN_LIFETIME) < 0 || tokenLifetime.compareTo(MAX_LIFETIME) > 0) {
      throw new IllegalArgumentException("a token lives 1 to 60 minutes");
    }
    if (externalUrl.isPresent() && Origin.of(externalUrl.get()).isEmpty()) {
      throw new IllegalArgumentException(
          "`" + externalUrl.get() + "` is not a scheme, a host and perhaps a port");
    }
  }
}
