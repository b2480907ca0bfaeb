package dev.portwrit.registry.hub;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryPattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The organizations of policies that have something in a registry, and their people. */
final class HubRoster {
  private final List<Organization> organizations;
  private final Set<Subject> owners;
  private final Set<Subject> people;

  HubRoster(PolicyIndex index, HubContext context) {
    this.organizations =
        index.workspace().organizations().stream()
            .filter(one -> isIn(one, context.registry()))
            .toList();
    Set<Subject> everybody = new HashSet<>();
    Set<Subject> owning = null;
    for (Organization one : organizations) {
      List<Subject> own = one.owners().stream().map(Member::subject).toList();
      Stream.concat(one.owners().stream(), one.members().stream())
          .map(Member::subject)
          .forEach(everybody::add);
      if (owning == null) {
        owning = new HashSet<>(own);
      } else {
        owning.retainAll(own);
      }
    }
    this.people = Collections.unmodifiableSet(everybody);
    this.owners =
        context.managesMembers() && owning != null ? Collections.unmodifiableSet(owning) : Set.of();
  }

  /** Whether some service of policies could have something in a registry. */
  static boolean hasServices(Workspace workspace, Registry registry) {
    Set<String> here = new HashSet<>();
    workspace.organizations().stream()
        .filter(one -> isIn(one, registry))
        .forEach(one -> here.add(one.name()));
    return workspace.services().stream()
            .anyMatch(one -> here.contains(one.subject().organization()))
        || workspace.repositories().stream()
            .filter(rule -> registry.repositories().stream().anyMatch(rule.pattern()::overlaps))
            .flatMap(rule -> rule.grants().stream())
            .flatMap(grant -> grant.to().stream())
            .anyMatch(member -> member.subject() instanceof Subject.Service);
  }

  private static boolean isIn(Organization organization, Registry registry) {
    List<RepositoryPattern> all = new ArrayList<>();
    organization.namespaces().forEach(one -> all.add(new RepositoryPattern(one + "/**")));
    return registry.repositories().stream()
        .anyMatch(pattern -> all.stream().anyMatch(pattern::overlaps));
  }

  /** The organizations that have something there. */
  List<Organization> organizations() {
    return organizations;
  }

  /** Everybody on their rosters. */
  Set<Subject> people() {
    return people;
  }

  /** Who owns all of them, and therefore owns the organization on Docker Hub; nobody else may. */
  Set<Subject> owners() {
    return owners;
  }
}
