package dev.portwrit.registry.hub.twin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that an organization is at one moment. */
final class HubState {
  final Map<String, String> members = new TreeMap<>();
  final Map<String, Invite> invites = new LinkedHashMap<>();
  final Map<String, Team> teams = new TreeMap<>();
  final Map<String, TwinRepository> repositories = new TreeMap<>();
  final Map<String, Token> tokens = new LinkedHashMap<>();

  /** A pending invitation. */
  record Invite(String id, String invitee, String role, String by, Instant created) {}

  /** A team. */
  static final class Team {
    final long id;
    final String name;
    String description;
    final SortedSet<String> members = new TreeSet<>();

    Team(long id, String name, String description) {
      this.id = id;
      this.name = name;
      this.description = description;
    }

    Team copy() {
      Team copy = new Team(id, name, description);
      copy.members.addAll(members);
      return copy;
    }
  }

  /** What a token of the organization may do somewhere. */
  record Resource(String type, String path, List<String> scopes) {}

  /** A token of the organization. */
  record Token(
      String id,
      String label,
      String description,
      String secret,
      boolean active,
      Optional<Instant> expires,
      List<Resource> resources) {}

  HubState copy() {
    HubState copy = new HubState();
    copy.members.putAll(members);
    copy.invites.putAll(invites);
    teams.forEach((name, team) -> copy.teams.put(name, team.copy()));
    repositories.forEach((name, one) -> copy.repositories.put(name, one.copy()));
    copy.tokens.putAll(tokens);
    return copy;
  }

  Optional<Team> team(long id) {
    return teams.values().stream().filter(team -> team.id == id).findFirst();
  }

  /** The teams of somebody; owners are in {@code owners}. */
  List<String> teamsOf(String user) {
    List<String> names = new ArrayList<>();
    teams.values().stream()
        .filter(team -> team.members.contains(user))
        .forEach(team -> names.add(team.name));
    return names;
  }
}
