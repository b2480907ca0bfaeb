package dev.portwrit.registry.hub;

import java.util.Locale;

/**
 * What Portwrit logs in to Docker Hub with. What each kind may call: docs/hub.md.
 *
 * @param username a Docker ID, or for {@link Kind#ORGANIZATION_TOKEN} the organization; in lower
 *     case, as Hub has it
 * @param secret a password or token; never shown
 */
public record HubCredentials(String username, String secret) {
  private static final String ORGANIZATION = "dckr_oat_";
  private static final String PERSONAL = "dckr_pat_";

  /** The kinds of secrets, told by how tokens begin. */
  public enum Kind {
    /** Somebody's password: all that they may do. */
    PASSWORD("a password"),
    /** A token of a person, which Hub does not let into organizations. */
    PERSONAL_TOKEN("a personal access token"),
    /** A token of the organization, with scopes. */
    ORGANIZATION_TOKEN("an organization access token");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /**
     * What a person calls it.
     *
     * @return with its article
     */
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Checks that both are there.
   *
   * @throws IllegalArgumentException if one is blank
   */
  public HubCredentials {
    username = username.strip().toLowerCase(Locale.ROOT);
    secret = secret.strip();
    if (username.isEmpty() || secret.isEmpty()) {
      throw new IllegalArgumentException("the name or the secret is empty");
    }
  }

  /**
   * What kind of secret it is.
   *
   * @return by its beginning; what begins like no token is a password
   */
  public Kind kind() {
    if (secret.startsWith(ORGANIZATION)) {
      return Kind.ORGANIZATION_TOKEN;
    }
    return secret.startsWith(PERSONAL) ? Kind.PERSONAL_TOKEN : Kind.PASSWORD;
  }

  /** The name and the kind, not the secret. */
  @Override
  public String toString() {
    return username + " with " + kind();
  }
}
