package dev.portwrit.decision;

import dev.portwrit.policy.Grant;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Takes a workspace apart into entitlements. */
final class Entitlements {
  private static final Subject ANONYMOUS = new Subject.Anonymous();

  private Entitlements() {}

  /** All that a workspace gives to anybody, by place. */
  static List<Entitlement> of(Workspace workspace) {
    List<Entitlement> all = new ArrayList<>(workspace.repositories().size());
    workspace.repositories().forEach(rule -> add(rule, all));
    workspace.organizations().forEach(organization -> add(organization, all));
    all.sort(Entitlement.ORDER);
    return Collections.unmodifiableList(all);
  }

  /** Adds what an organization gives its owners and members. */
  private static void add(Organization organization, List<Entitlement> all) {
    for (RepositoryName namespace : organization.namespaces()) {
      RepositoryPattern owned =
          new RepositoryPattern(namespace + "/" + RepositoryPattern.ANY_SEGMENTS);
      for (Member owner : organization.owners()) {
        all.add(
            new Entitlement(
                Rule.Kind.OWNER,
                organization.name(),
                owner.subject(),
                Role.ADMIN,
                owned,
                Optional.empty(),
                "",
                owner.place()));
      }
      if (organization.defaultRole() != Role.NONE) {
        all.add(
            new Entitlement(
                Rule.Kind.DEFAULT,
                organization.name(),
                organization.subject(),
                organization.defaultRole(),
                owned,
                Optional.empty(),
                "",
                organization.defaultPlace().orElse(organization.place())));
      }
    }
  }

  /** Adds what a rule gives, the entries of one grant in the order of its list. */
  private static void add(RepositoryRule rule, List<Entitlement> all) {
    if (rule.publicPlace().isPresent()) {
      all.add(
          new Entitlement(
              Rule.Kind.PUBLIC,
              "",
              ANONYMOUS,
              Role.PULL,
              rule.pattern(),
              Optional.empty(),
              "",
              rule.publicPlace().get()));
    }
    for (Grant grant : rule.grants()) {
      for (Member to : grant.to()) {
        all.add(
            new Entitlement(
                Rule.Kind.GRANT,
                "",
                to.subject(),
                grant.role(),
                rule.pattern(),
                grant.expires(),
                grant.reason(),
                grant.place()));
      }
    }
  }
}
