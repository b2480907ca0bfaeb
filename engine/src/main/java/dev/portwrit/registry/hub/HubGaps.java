package dev.portwrit.registry.hub;

import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.Reading;
import java.util.Optional;
import java.util.Set;

/**
 * Where some repositories, some teams, who is in them or what they may are not known, nobody can
 * say what somebody gains or loses by joining or leaving a team, or by ruling the organization or
 * ceasing to.
 */
final class HubGaps {
  private static final Set<String> SAYING_WHAT_A_TEAM_GIVES =
      Set.of(
          HubObjects.REPOSITORY,
          HubObjects.IMMUTABLE_TAGS,
          HubObjects.TEAM_PERMISSION,
          HubObjects.TEAM,
          HubObjects.TEAM_MEMBER);

  private final Optional<Reading> unknown;

  HubGaps(NativeState live) {
    this(live, SAYING_WHAT_A_TEAM_GIVES);
  }

  private HubGaps(NativeState live, Set<String> kinds) {
    this.unknown =
        live.gaps().stream()
            .filter(gap -> kinds.contains(gap.kind()))
            .findFirst()
            .map(
                gap ->
                    new Reading.Unknown(
                        "what would be gained or lost by it is not known: " + gap.reason()));
  }

  /** For an access token, which is for repositories. */
  static HubGaps ofRepositories(NativeState live) {
    return new HubGaps(live, Set.of(HubObjects.REPOSITORY));
  }

  /** For what a team gives to all who are in it. */
  static HubGaps ofTeamMembers(NativeState live) {
    return new HubGaps(live, Set.of(HubObjects.TEAM_MEMBER));
  }

  /** The target, unless what it would do is not known. */
  Reading unless(Reading target) {
    return unknown.orElse(target);
  }
}
