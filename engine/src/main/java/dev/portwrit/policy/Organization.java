package dev.portwrit.policy;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.reference.RepositoryName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An organization: it owns every repository name in its namespaces.
 *
 * @param place where it is defined
 * @param name such as {@code acme}
 * @param description free text, empty where there is none
 * @param namespaces each owns the name itself and everything below it; at least one
 * @param owners people who administer everything in it; members too
 * @param members people on the roster besides the owners
 * @param defaultRole what every member has in every repository
 * @param defaultPlace where {@code default} is written, empty where it is not
 */
public record Organization(
    Place place,
    String name,
    String description,
    List<RepositoryName> namespaces,
    List<Member> owners,
    List<Member> members,
    Role defaultRole,
    Optional<Place> defaultPlace) {
  /** Copies the lists. */
  public Organization {
    namespaces = List.copyOf(namespaces);
    owners = List.copyOf(owners);
    members = List.copyOf(members);
  }

  /**
   * All members of the organization as one subject.
   *
   * @return {@code organization:NAME}
   */
  public Subject.Organization subject() {
    return new Subject.Organization(name);
  }

  Organization withMember(Subject.User user) {
    return new Organization(
        place,
        name,
        description,
        namespaces,
        owners,
        Stream.concat(members.stream(), Stream.of(new Member(user, place))).toList(),
        defaultRole,
        defaultPlace);
  }
}
