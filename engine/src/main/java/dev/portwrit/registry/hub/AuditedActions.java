package dev.portwrit.registry.hub;

import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.hub.HubObjects.TeamMember;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which events of the audit log are of an object, and whether one names it.
 *
 * <p>Source: Docker Hub API, {@code AuditLogs_ListAuditActions} and {@code
 * AuditLogs_ListAuditLogs}, parameter {@code name}: for events of repositories it is the
 * repository, of members of teams the person, of organizations the organization. What {@code data}
 * holds is documented for pushes alone, so that of it only whole values count, and none that is the
 * actor.
 */
final class AuditedActions {
  private static final Map<String, List<String>> OF =
      Map.of(
          HubObjects.MEMBER,
          List.of("org.member.add", "org.member.remove", "org.member.role.change"),
          HubObjects.INVITATION,
          List.of("org.member.invite.send"),
          HubObjects.TEAM,
          List.of("org.team.create", "org.team.update", "org.team.delete"),
          HubObjects.TEAM_MEMBER,
          List.of("org.team.member.add", "org.team.member.remove"),
          HubObjects.REPOSITORY,
          List.of("repo.create", "repo.update", "repo.change_privacy", "repo.delete"),
          HubObjects.IMMUTABLE_TAGS,
          List.of("repo.immutable.tags.updated"),
          HubObjects.ACCESS_TOKEN,
          List.of("org.access_token.create", "org.access_token.update", "org.access_token.delete"));

  private AuditedActions() {}

  /** The actions that change objects of a kind; empty where the log has none for it. */
  static List<String> of(String kind) {
    return OF.getOrDefault(kind, List.of());
  }

  /** How exactly an event names an object. */
  enum Match {
    /** It is this object. */
    EXACT,
    /** It may be, and may be another. */
    PARTLY,
    /** It is another. */
    NONE
  }

  static Match match(AuditEvent event, ObjectId object, String organization) {
    String name = object.name();
    return switch (object.kind()) {
      case HubObjects.TEAM_MEMBER -> {
        TeamMember pair = TeamMember.of(object);
        if (!names(event, pair.user(), organization)) {
          yield Match.NONE;
        }
        yield event.data().contains(pair.team()) ? Match.EXACT : Match.PARTLY;
      }
      case HubObjects.REPOSITORY, HubObjects.IMMUTABLE_TAGS ->
          event.name().equals(name) || (organization + "/" + event.name()).equals(name)
              ? Match.EXACT
              : Match.NONE;
      default -> names(event, name, organization) ? Match.EXACT : Match.NONE;
    };
  }

  private static boolean names(AuditEvent event, String subject, String organization) {
    if (!event.name().equals(organization)) {
      return event.name().equals(subject);
    }
    return !event.actor().equals(subject) && event.data().contains(subject);
  }

  /** Why the log cannot tell of a kind at all. */
  static Optional<String> silence(String kind) {
    if (!of(kind).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "Docker Hub's audit log has no event for "
            + switch (kind) {
              case HubObjects.TEAM_PERMISSION -> "what a team may do in a repository";
              case HubObjects.WEBHOOK -> "webhooks";
              default -> "`" + kind + "`";
            });
  }
}
