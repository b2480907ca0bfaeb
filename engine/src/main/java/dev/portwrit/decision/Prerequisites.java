package dev.portwrit.decision;

import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Service;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What has to be there before a policy may name somebody, since one that names what is not there
 * does not compile. Each answer is the changes that come first; empty where these cannot be made.
 */
final class Prerequisites {
  private static final Optional<List<Change>> NOTHING = Optional.of(List.of());

  private final Workspace workspace;

  Prerequisites(Workspace workspace) {
    this.workspace = workspace;
  }

  /** The organization that owns a repository name; empty if policies cannot speak of it. */
  Optional<String> ownerOf(RepositoryName repository) {
    RepositoryPattern pattern = RepositoryPattern.of(repository);
    return workspace.organizations().stream()
        .filter(one -> one.namespaces().stream().anyMatch(pattern::isInside))
        .map(Organization::name)
        .findFirst();
  }

  /**
   * Before somebody is named in a grant or an exception.
   *
   * @param organization on whose roster a person comes who is on none
   */
  Optional<List<Change>> toName(Subject subject, String organization) {
    if (subject instanceof Subject.User user) {
      return rosters().anyMatch(user::equals)
          ? NOTHING
          : toEnroll(user).map(none -> List.of(enrolled(user, organization)));
    }
    if (subject instanceof Subject.Team team) {
      return toDefine(team, team.organization(), workspace.teams().stream().map(Team::subject));
    }
    if (subject instanceof Subject.Service service) {
      return toDefine(
          service, service.organization(), workspace.services().stream().map(Service::subject));
    }
    return subject instanceof Subject.Organization group && !isDefined(group.name())
        ? Optional.empty()
        : NOTHING;
  }

  /** Before somebody is a member of a team. */
  Optional<List<Change>> toJoin(Subject subject, Subject.Team team) {
    if (!(subject instanceof Subject.User user)) {
      return toName(subject, team.organization());
    }
    return isOnRoster(user, team.organization())
        ? NOTHING
        : toEnroll(user).map(none -> List.of(enrolled(user, team.organization())));
  }

  /** Before a person is on a roster: nothing, but no other may have the name in another case. */
  Optional<List<Change>> toEnroll(Subject.User user) {
    return differsInCase(user, rosters()) ? Optional.empty() : NOTHING;
  }

  private Optional<List<Change>> toDefine(
      Subject subject, String organization, Stream<? extends Subject> defined) {
    List<? extends Subject> all = defined.toList();
    if (all.contains(subject)) {
      return NOTHING;
    }
    return isDefined(organization) && !differsInCase(subject, all.stream())
        ? Optional.of(List.of(new Change.Define(subject)))
        : Optional.empty();
  }

  private static Change enrolled(Subject.User user, String organization) {
    return new Change.Enroll(user, new Subject.Organization(organization));
  }

  private static boolean differsInCase(Subject subject, Stream<? extends Subject> others) {
    String text = subject.toString();
    return others
        .map(Subject::toString)
        .anyMatch(other -> other.equalsIgnoreCase(text) && !other.equals(text));
  }

  private boolean isDefined(String organization) {
    return workspace.organizations().stream().anyMatch(one -> one.name().equals(organization));
  }

  private boolean isOnRoster(Subject.User user, String organization) {
    return workspace.organizations().stream()
        .filter(one -> one.name().equals(organization))
        .flatMap(Prerequisites::roster)
        .anyMatch(user::equals);
  }

  private Stream<Subject> rosters() {
    return workspace.organizations().stream().flatMap(Prerequisites::roster);
  }

  private static Stream<Subject> roster(Organization organization) {
    return Stream.concat(organization.owners().stream(), organization.members().stream())
        .map(Member::subject);
  }
}
