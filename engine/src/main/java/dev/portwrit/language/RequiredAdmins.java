package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Problems;
import dev.portwrit.diagnostic.Severity;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks that the people whom {@code admins} names administer everything that every organization
 * owns. Somebody does who is an owner of the organization, or a member where {@code default} is
 * {@code admin}, or has {@code admin}, without an end, on the namespace and all below it: directly,
 * through a team or as a member of an organization. Grants on several patterns that together cover
 * a namespace are not added up.
 */
public final class RequiredAdmins {
  private static final String ALL_BELOW = "/" + RepositoryPattern.ANY_SEGMENTS;
  private static final long MOST_STEPS = 50_000_000;
  private static final int FEW = 20;

  private final Map<Subject, List<Subject>> groupsOf = new HashMap<>();
  private final Map<Subject, Set<Subject>> ownersOf = new HashMap<>();
  private final Map<String, Set<Subject>> adminsBelow = new HashMap<>();

  private RequiredAdmins(Workspace workspace) {
    for (Organization one : workspace.organizations()) {
      join(one.owners(), one.subject());
      join(one.members(), one.subject());
      ownersOf.put(
          one.subject(), one.owners().stream().map(Member::subject).collect(Collectors.toSet()));
    }
    workspace.teams().forEach(team -> join(team.members(), team.subject()));
    workspace.repositories().forEach(this::collectAdmins);
  }

  /**
   * Finds the admins who do not administer everything.
   *
   * @param admins people, such as those of the workspace in force before a change
   * @param workspace the policies that are checked
   * @return an error for each of them and each organization where it is so, in order; only the
   *     first where there are very many
   */
  public static List<Diagnostic> missing(List<Member> admins, Workspace workspace) {
    long groups = (long) workspace.organizations().size() + workspace.teams().size();
    if (groups * admins.size() > MOST_STEPS) {
      return List.of(tooMany());
    }
    if (admins.size() <= FEW
        && admins.stream().allMatch(admin -> ownsEverything(admin, workspace))) {
      return List.of();
    }
    RequiredAdmins required = new RequiredAdmins(workspace);
    Problems missing = new Problems();
    for (Member admin : admins) {
      Set<Subject> all = required.allGroupsOf(admin.subject());
      workspace.organizations().stream()
          .filter(one -> !required.administers(admin.subject(), all, one))
          .forEach(one -> missing.add(problem(admin, one)));
    }
    return missing.list().stream().sorted().toList();
  }

  // What nearly always holds, and is soon seen.
  private static boolean ownsEverything(Member admin, Workspace workspace) {
    return workspace.organizations().stream()
        .allMatch(
            one ->
                one.owners().stream().anyMatch(owner -> owner.subject().equals(admin.subject())));
  }

  private static Diagnostic problem(Member admin, Organization organization) {
    return new Diagnostic(
        Optional.of(admin.place()),
        Severity.ERROR,
        Code.ADMIN_MISSING,
        "admin `"
            + admin.subject()
            + "` does not administer everything in organization `"
            + organization.name()
            + "`",
        Optional.of("make them one of its `owners`, or remove them from `admins`"));
  }

  private static Diagnostic tooMany() {
    return new Diagnostic(
        Optional.empty(),
        Severity.ERROR,
        Code.TOO_MANY_COMPARISONS,
        "there are more `admins` than can be checked",
        Optional.of("name a few"));
  }

  private boolean administers(Subject admin, Set<Subject> groups, Organization organization) {
    if (ownersOf.getOrDefault(organization.subject(), Set.of()).contains(admin)) {
      return true;
    }
    if (organization.defaultRole() == Role.ADMIN && groups.contains(organization.subject())) {
      return true;
    }
    return organization.namespaces().stream().allMatch(one -> administersBelow(one, groups));
  }

  private boolean administersBelow(RepositoryName namespace, Set<Subject> groups) {
    String begin = namespace.value() + "/";
    for (int slash = begin.indexOf('/'); slash >= 0; slash = begin.indexOf('/', slash + 1)) {
      Set<Subject> admins = adminsBelow.getOrDefault(begin.substring(0, slash), Set.of());
      if (groups.stream().anyMatch(admins::contains)) {
        return true;
      }
    }
    return false;
  }

  /** The subject itself and every team and organization that somebody is in. */
  private Set<Subject> allGroupsOf(Subject user) {
    Set<Subject> all = new HashSet<>(Set.of(user));
    Deque<Subject> open = new ArrayDeque<>(all);
    while (!open.isEmpty()) {
      for (Subject group : groupsOf.getOrDefault(open.remove(), List.of())) {
        if (all.add(group)) {
          open.add(group);
        }
      }
    }
    return all;
  }

  private void join(List<Member> members, Subject group) {
    for (Member member : members) {
      groupsOf.computeIfAbsent(member.subject(), same -> new ArrayList<>()).add(group);
    }
  }

  private void collectAdmins(RepositoryRule rule) {
    String pattern = rule.pattern().value();
    if (!pattern.endsWith(ALL_BELOW)) {
      return;
    }
    String begin = pattern.substring(0, pattern.length() - ALL_BELOW.length());
    for (Grant grant : rule.grants()) {
      if (grant.role() == Role.ADMIN && grant.expires().isEmpty()) {
        Set<Subject> admins = adminsBelow.computeIfAbsent(begin, same -> new HashSet<>());
        grant.to().forEach(member -> admins.add(member.subject()));
      }
    }
  }
}
