package dev.portwrit.ownership;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryPattern;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What subjects have, themselves and by all that they are in. */
final class Holdings {
  private final Map<Subject, List<Subject>> groupsOf = new HashMap<>();
  private final Map<Subject, Set<RepositoryPattern>> named = new HashMap<>();
  private final Map<Subject, Set<RepositoryPattern>> administered = new HashMap<>();

  Holdings(PolicyIndex index) {
    Workspace workspace = index.workspace();
    for (Organization one : workspace.organizations()) {
      join(one.owners(), one.subject());
      join(one.members(), one.subject());
    }
    for (Team team : workspace.teams()) {
      join(team.members(), team.subject());
    }
    index.entitlements().forEach(this::add);
    for (Protection one : workspace.protections()) {
      one.to().forEach(member -> name(member.subject(), one.repositories()));
    }
    for (ProtectionException one : workspace.exceptions()) {
      one.to().forEach(member -> name(member.subject(), one.repositories()));
    }
  }

  private void join(List<Member> members, Subject group) {
    for (Member member : members) {
      groupsOf.computeIfAbsent(member.subject(), same -> new ArrayList<>()).add(group);
    }
  }

  private void add(Entitlement one) {
    name(one.subject(), List.of(one.repositories()));
    // Who reviews is written down for long: what ends by itself is not counted on.
    if (one.role() == Role.ADMIN && one.expires().isEmpty()) {
      administered
          .computeIfAbsent(one.subject(), same -> new LinkedHashSet<>())
          .add(one.repositories());
    }
  }

  private void name(Subject subject, Collection<RepositoryPattern> repositories) {
    named.computeIfAbsent(subject, same -> new LinkedHashSet<>()).addAll(repositories);
  }

  /** Where something is given to it, or it is let through a protection. */
  Set<RepositoryPattern> reached(Subject subject) {
    return ofAll(subject, named);
  }

  /** What it administers without an end. */
  Set<RepositoryPattern> administered(Subject subject) {
    return ofAll(subject, administered);
  }

  private Set<RepositoryPattern> ofAll(
      Subject subject, Map<Subject, Set<RepositoryPattern>> bySubject) {
    Set<RepositoryPattern> all = new LinkedHashSet<>();
    Set<Subject> seen = new HashSet<>(Set.of(subject));
    Deque<Subject> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      Subject here = open.remove();
      all.addAll(bySubject.getOrDefault(here, Set.of()));
      for (Subject group : groupsOf.getOrDefault(here, List.of())) {
        if (seen.add(group)) {
          open.add(group);
        }
      }
    }
    return all;
  }
}
