package dev.portwrit.registry.hub;

import dev.portwrit.policy.Registry;
import dev.portwrit.registry.GovernedNames;
import java.util.regex.Pattern;

/** What Docker Hub can call organizations, repositories, people and teams. */
final class HubNames {
  // The OpenAPI document, `repo_creation_request`: 2 to 255 characters, no slash.
  private static final Pattern REPOSITORY = Pattern.compile("[a-z0-9]+(?:[._-][a-z0-9]+)*");
  private static final int SHORTEST = 2;
  private static final int LONGEST = 255;

  private static final Pattern DOCKER_ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,254}");
  private static final Pattern TEAM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,254}");
  private static final String OWNERS = "owners";

  private HubNames() {}

  static GovernedNames of(Registry registry) {
    return new GovernedNames(
        registry,
        HubNames::isRepository,
        "Docker Hub",
        "a name there is the organization, one slash and 2 to 255 characters; rename it, or mend `prefix` of the registry");
  }

  static boolean isRepository(String nativeName) {
    int slash = nativeName.indexOf('/');
    String last = nativeName.substring(slash + 1);
    return slash > 0
        && last.length() >= SHORTEST
        && last.length() <= LONGEST
        && REPOSITORY.matcher(last).matches();
  }

  static boolean isDockerId(String user) {
    return DOCKER_ID.matcher(user).matches();
  }

  /** Whether a team of ours can have the name: it is none that makes owners, and none of ours. */
  static boolean isTeam(String team) {
    return TEAM.matcher(team).matches() && !isOwners(team) && !team.startsWith(HubContext.OURS);
  }

  /** Whether the members of a team are the owners of the organization. */
  static boolean isOwners(String team) {
    return team.equalsIgnoreCase(OWNERS);
  }
}
