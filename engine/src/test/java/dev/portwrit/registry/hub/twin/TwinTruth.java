package dev.portwrit.registry.hub.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is really at the twin, thing by thing, for who holds it against what was read.
 *
 * @param members each with their role
 * @param invitations each with the role
 * @param teams each with its description
 * @param teamMembers each as {@code TEAM/USER}
 * @param repositories each
 * @param permissions each as {@code REPOSITORY/TEAM}, with what the team may
 * @param tokens each
 */
public record TwinTruth(
    List<Pair> members,
    List<Pair> invitations,
    List<Pair> teams,
    List<String> teamMembers,
    List<TwinRepository> repositories,
    List<Pair> permissions,
    List<TruthOfToken> tokens) {
  /**
   * A name and what it has.
   *
   * @param name the name
   * @param value what it has
   */
  public record Pair(String name, String value) {}

  /**
   * A token of the organization.
   *
   * @param label its name
   * @param description what it is
   * @param active whether it can be used
   * @param expires when it ends, as an instant; empty if it does not
   * @param resources each as its type, its path and its scopes, with blanks between
   */
  public record TruthOfToken(
      String label,
      String description,
      boolean active,
      Optional<String> expires,
      List<String> resources) {}

  /**
   * What is there.
   *
   * @param world at the twin
   * @return now
   */
  public static TwinTruth of(HubWorld world) {
    HubState now = world.now;
    List<Pair> members = new ArrayList<>();
    now.members.forEach((name, role) -> members.add(new Pair(name, role)));
    List<Pair> invitations =
        now.invites.values().stream().map(one -> new Pair(one.invitee(), one.role())).toList();
    List<Pair> teams = new ArrayList<>();
    List<String> teamMembers = new ArrayList<>();
    now.teams
        .values()
        .forEach(
            team -> {
              teams.add(new Pair(team.name, team.description));
              team.members.forEach(user -> teamMembers.add(team.name + "/" + user));
            });
    List<Pair> permissions = new ArrayList<>();
    now.repositories
        .keySet()
        .forEach(
            name ->
                world
                    .permissions(name)
                    .forEach((team, may) -> permissions.add(new Pair(name + "/" + team, may))));
    return new TwinTruth(
        members,
        invitations,
        teams,
        teamMembers,
        List.copyOf(now.repositories.values()),
        permissions,
        now.tokens.values().stream().map(TwinTruth::of).toList());
  }

  private static TruthOfToken of(HubState.Token token) {
    return new TruthOfToken(
        token.label(),
        token.description(),
        token.active(),
        token.expires().map(Object::toString),
        token.resources().stream()
            .map(one -> one.type() + " " + one.path() + " " + String.join(" ", one.scopes()))
            .toList());
  }
}
