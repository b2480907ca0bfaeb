package dev.portwrit.registry.hub;

import dev.portwrit.registry.ObjectId;
import java.util.Locale;

/** The kinds of native objects of Docker Hub, and how each is named. */
final class HubObjects {
  static final String MEMBER = "member";
  static final String INVITATION = "invitation";
  static final String TEAM = "team";
  static final String TEAM_MEMBER = "team-member";
  static final String REPOSITORY = "repository";
  static final String TEAM_PERMISSION = "team-permission";
  static final String IMMUTABLE_TAGS = "immutable-tags";
  static final String ACCESS_TOKEN = "access-token";
  static final String WEBHOOK = "webhook";

  /**
   * Somebody in a team.
   *
   * @param team the name of the team
   * @param user a Docker ID
   */
  record TeamMember(String team, String user) {
    /** The parts of a name. */
    static TeamMember of(ObjectId id) {
      int slash = id.name().indexOf('/');
      return new TeamMember(id.name().substring(0, slash), id.name().substring(slash + 1));
    }

    ObjectId id() {
      return teamMember(team, user);
    }
  }

  /**
   * Something in a repository: what a team may, or a webhook.
   *
   * @param repository as Docker Hub has it, such as {@code acme/api}
   * @param name the name of the team or webhook
   */
  record InRepository(String repository, String name) {
    /** The parts of a name; what stands behind the second slash is one of them, slashes and all. */
    static InRepository of(ObjectId id) {
      int slash = id.name().indexOf('/', id.name().indexOf('/') + 1);
      return new InRepository(id.name().substring(0, slash), id.name().substring(slash + 1));
    }
  }

  private HubObjects() {}

  static ObjectId member(String user) {
    return new ObjectId(MEMBER, user.toLowerCase(Locale.ROOT));
  }

  static ObjectId invitation(String who) {
    return new ObjectId(INVITATION, who.toLowerCase(Locale.ROOT));
  }

  static ObjectId team(String name) {
    return new ObjectId(TEAM, name);
  }

  static ObjectId teamMember(String team, String user) {
    return new ObjectId(TEAM_MEMBER, team + "/" + user.toLowerCase(Locale.ROOT));
  }

  static ObjectId repository(String name) {
    return new ObjectId(REPOSITORY, name);
  }

  static ObjectId teamPermission(String repository, String team) {
    return new ObjectId(TEAM_PERMISSION, repository + "/" + team);
  }

  static ObjectId immutableTags(String repository) {
    return new ObjectId(IMMUTABLE_TAGS, repository);
  }

  static ObjectId accessToken(String label) {
    return new ObjectId(ACCESS_TOKEN, label);
  }

  static ObjectId webhook(String repository, String name) {
    return new ObjectId(WEBHOOK, repository + "/" + name);
  }
}
