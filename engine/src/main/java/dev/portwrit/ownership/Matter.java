package dev.portwrit.ownership;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.CodeHost;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Service;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.User;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the documents of one file speak of. A document about people or a machine speaks of all that
 * they have: who changes it decides who has that.
 */
final class Matter {
  private final Set<RepositoryPattern> repositories = new LinkedHashSet<>();
  private boolean isEverything;

  private Matter() {}

  /** Whether it is for those alone who administer the whole workspace. */
  boolean isEverything() {
    return isEverything || repositories.isEmpty();
  }

  Set<RepositoryPattern> repositories() {
    return repositories;
  }

  /** The matter of every file that defines something, by its path. */
  static NavigableMap<String, Matter> byFile(PolicyIndex index, Holdings holdings) {
    Workspace workspace = index.workspace();
    NavigableMap<String, Matter> files = new TreeMap<>();
    everything(files, PolicyCompiler.SETTINGS_FILE);
    workspace.registries().forEach(one -> everything(files, one.place().file()));
    Set<Subject> admins = new HashSet<>();
    workspace.settings().admins().forEach(admin -> admins.add(admin.subject()));
    for (Organization one : workspace.organizations()) {
      Set<RepositoryPattern> all = new LinkedHashSet<>(namespaces(one));
      all.addAll(holdings.reached(one.subject()));
      add(files, one.place(), all);
    }
    for (Team one : workspace.teams()) {
      String organization = one.subject().organization();
      add(files, one.place(), reached(workspace, holdings, one.subject(), organization));
    }
    for (Service one : workspace.services()) {
      String organization = one.subject().organization();
      add(files, one.place(), reached(workspace, holdings, one.subject(), organization));
    }
    for (User one : workspace.users()) {
      // Where people are known as reviewers and authors, who is who decides what they can do.
      boolean isKnown = one.accounts().keySet().stream().anyMatch(CodeHost::isKey);
      if (isKnown || admins.contains(one.subject())) {
        everything(files, one.place().file());
      }
      add(files, one.place(), holdings.reached(one.subject()));
    }
    workspace.repositories().forEach(one -> add(files, one.place(), List.of(one.pattern())));
    workspace.protections().forEach(one -> add(files, one.place(), one.repositories()));
    for (ProtectionException one : workspace.exceptions()) {
      add(files, one.place(), one.repositories());
      workspace.protections().stream()
          .filter(protection -> protection.fullName().equals(one.protection()))
          .forEach(protection -> add(files, one.place(), protection.repositories()));
    }
    return files;
  }

  /** What both speak of. */
  Matter and(Matter other) {
    Matter both = new Matter();
    both.repositories.addAll(repositories);
    both.repositories.addAll(other.repositories);
    both.isEverything = isEverything() || other.isEverything();
    return both;
  }

  private static void everything(NavigableMap<String, Matter> files, String file) {
    of(files, file).isEverything = true;
  }

  // A document that speaks of nothing yet may be anybody's: it is for the admins.
  private static void add(
      NavigableMap<String, Matter> files, Place place, Collection<RepositoryPattern> patterns) {
    Matter matter = of(files, place.file());
    matter.repositories.addAll(patterns);
    matter.isEverything |= patterns.isEmpty();
  }

  private static Matter of(NavigableMap<String, Matter> files, String file) {
    return files.computeIfAbsent(file, same -> new Matter());
  }

  /** What it has; where that is nothing, what its organization owns. */
  private static Collection<RepositoryPattern> reached(
      Workspace workspace, Holdings holdings, Subject subject, String organization) {
    Set<RepositoryPattern> reached = holdings.reached(subject);
    if (!reached.isEmpty()) {
      return reached;
    }
    return workspace.organizations().stream()
        .filter(one -> one.name().equals(organization))
        .map(Matter::namespaces)
        .findFirst()
        .orElse(List.of());
  }

  /** Everything that an organization owns. */
  static List<RepositoryPattern> namespaces(Organization organization) {
    List<RepositoryPattern> all = new ArrayList<>();
    for (RepositoryName name : organization.namespaces()) {
      RepositoryPattern.parse(name.value() + "/" + RepositoryPattern.ANY_SEGMENTS)
          .ifPresent(all::add);
    }
    return all;
  }
}
