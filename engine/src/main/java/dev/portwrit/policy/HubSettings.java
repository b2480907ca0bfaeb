package dev.portwrit.policy;

import java.util.List;
import java.util.Locale;

/**
 * What policies say of a registry of {@link Registry.Type#DOCKER_HUB} besides what every registry
 * has.
 *
 * @param members who keeps the roster of the organization there
 * @param keepMembers Docker IDs that stay what they are whatever policies say, such as that of the
 *     engine and one to break glass
 * @param keepTokens labels of organization access tokens that are nobody's service, such as that of
 *     the gateway
 */
public record HubSettings(Members members, List<String> keepMembers, List<String> keepTokens) {
  /** Where nothing is said. */
  public static final HubSettings DEFAULT = new HubSettings(Members.MANAGE, List.of(), List.of());

  /** Who keeps the roster of an organization on Docker Hub. */
  public enum Members {
    /** Policies: people are invited, get their role, and leave. */
    MANAGE,
    /** Somebody else, such as an identity provider by SCIM. */
    LEAVE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the lists. */
  public HubSettings {
    keepMembers = List.copyOf(keepMembers);
    keepTokens = List.copyOf(keepTokens);
  }
}
