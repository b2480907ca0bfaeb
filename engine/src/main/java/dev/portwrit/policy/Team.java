package dev.portwrit.policy;

import dev.portwrit.diagnostic.Place;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A team. Members of a team that is a member are members.
 *
 * @param place where it is defined
 * @param subject its name
 * @param description free text, empty where there is none
 * @param members people, services and teams; no cycle
 * @param accounts what the team is called in a registry, by the name of the registry
 */
public record Team(
    Place place,
    Subject.Team subject,
    String description,
    List<Member> members,
    Map<String, String> accounts) {
  /** Copies the collections. */
  public Team {
    members = List.copyOf(members);
    accounts = Map.copyOf(accounts);
  }

  Team withMember(Subject.User user) {
    return new Team(
        place,
        subject,
        description,
        Stream.concat(members.stream(), Stream.of(new Member(user, place))).toList(),
        accounts);
  }
}
