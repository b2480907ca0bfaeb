package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that the documents of a workspace define, by full name. */
final class Definitions {
  private final Findings findings;
  private final Map<String, Draft.Organization> organizations = new LinkedHashMap<>();
  private final Map<String, Draft.Registry> registries = new LinkedHashMap<>();
  private final Map<String, Draft.User> users = new LinkedHashMap<>();
  private final Map<String, Draft.Repositories> repositories;
  private final Map<String, Owned<Draft.Team>> teams = new LinkedHashMap<>();
  private final Map<String, Owned<Draft.Service>> services = new LinkedHashMap<>();
  private final Map<String, Owned<Draft.Protection>> protections = new LinkedHashMap<>();
  private final Map<String, Owned<Draft.ProtectionException>> exceptions = new LinkedHashMap<>();
  private final Map<String, Optional<String>> organizationOfFile = new HashMap<>();
  private final Map<String, CaseConflicts> spellings = new HashMap<>();
  private final Namespaces namespaces;
  private final Rosters rosters;
  private final boolean organizationsAreComplete;

  /** Something that belongs to an organization, and which. */
  record Owned<D extends Draft>(String organization, D draft) {}

  /** Collects what the drafts define, and reports what is defined twice or nearly. */
  Definitions(List<FileDrafts> files, Findings findings) {
    this.findings = findings;
    int rules = files.stream().mapToInt(file -> file.repositories().size()).sum();
    this.repositories = new HashMap<>(2 * rules);
    all(files, Draft.Organization.class)
        .forEach(
            one ->
                define("organization", one.name().value(), one, organizations, one.name().place()));
    this.namespaces = Namespaces.of(organizations.values(), findings);
    this.rosters = new Rosters(organizations.values());
    this.organizationsAreComplete =
        organizations.values().stream().allMatch(Draft.Organization::complete);
    files.forEach(file -> organizationOfFile.put(file.path(), onlyOrganization(file)));
    rosters.everybody().forEach((name, place) -> spelled("user", name, place));
    for (FileDrafts file : files) {
      file.definitions().forEach(this::define);
      file.repositories().forEach(this::define);
    }
  }

  Map<String, Draft.Organization> organizations() {
    return organizations;
  }

  Map<String, Draft.Registry> registries() {
    return registries;
  }

  Map<String, Draft.User> users() {
    return users;
  }

  Map<String, Owned<Draft.Team>> teams() {
    return teams;
  }

  Map<String, Owned<Draft.Service>> services() {
    return services;
  }

  Map<String, Owned<Draft.Protection>> protections() {
    return protections;
  }

  Map<String, Owned<Draft.ProtectionException>> exceptions() {
    return exceptions;
  }

  Namespaces namespaces() {
    return namespaces;
  }

  Rosters rosters() {
    return rosters;
  }

  /** Whether every organization could be read, so that what they do not say is not there. */
  boolean organizationsAreComplete() {
    return organizationsAreComplete;
  }

  /**
   * The organization to which all documents of a file belong; empty if there is not just one. Where
   * the file does not say, it is the only one of the workspace.
   */
  Optional<String> organizationOf(String file) {
    return organizationOfFile.getOrDefault(file, Optional.empty());
  }

  private void define(Draft draft) {
    if (draft instanceof Draft.Team team) {
      defineOwned("team", team.name(), team, teams);
    } else if (draft instanceof Draft.Service service) {
      defineOwned("service", service.name(), service, services);
    } else if (draft instanceof Draft.Protection protection) {
      defineOwned("protection", protection.name(), protection, protections);
    } else if (draft instanceof Draft.ProtectionException exception) {
      defineOwned("exception", exception.name(), exception, exceptions);
    } else if (draft instanceof Draft.User user) {
      define("user", user.name().value(), user, users, user.name().place());
    } else if (draft instanceof Draft.Registry registry) {
      define("registry", registry.name().value(), registry, registries, registry.name().place());
    }
  }

  private void define(Draft.Repositories rule) {
    if (rule.declared()) {
      String name = rule.pattern().value().value();
      Draft.Repositories first = repositories.putIfAbsent(name, rule);
      if (first != null) {
        reportTwice("repository", name, rule.pattern().place(), first.place());
      }
    }
  }

  private <D extends Draft> void defineOwned(
      String noun, OwnedName name, D draft, Map<String, Owned<D>> defined) {
    Optional<String> organization = organizationOf(name, noun);
    if (organization.isEmpty()) {
      return;
    }
    String full = organization.get() + "/" + name.name();
    spelled(noun, full, name.place());
    Owned<D> first = defined.putIfAbsent(full, new Owned<>(organization.get(), draft));
    if (first != null) {
      reportTwice(noun, full, name.place(), first.draft().place());
    } else if (!organizations.containsKey(organization.get())) {
      unknownOrganization(organization.get(), name.place());
    }
  }

  private <D extends Draft> void define(
      String noun, String name, D draft, Map<String, D> defined, Place place) {
    spelled(noun, name, place);
    D first = defined.putIfAbsent(name, draft);
    if (first != null) {
      reportTwice(noun, name, place, first.place());
    }
  }

  /** The organization of a name, which is that of the file if the name is short. */
  Optional<String> organizationOf(OwnedName name, String noun) {
    return name.organization()
        .or(() -> organizationOf(name.place().file()))
        .or(
            () -> {
              reportShort(noun, name.name(), name.place());
              return Optional.empty();
            });
  }

  /** Reports a short name in a file that does not belong to one organization. */
  void reportShort(String noun, String name, Place place) {
    findings.error(
        place,
        Code.SHORT_NAME,
        noun
            + " "
            + Printable.quote(name)
            + " needs its organization here, since not all documents"
            + " of the file belong to one",
        "write `ORGANIZATION/" + name + "`");
  }

  void unknownOrganization(String name, Place place) {
    findings.unknown(
        place,
        Code.UNKNOWN_ORGANIZATION,
        "nothing defines the organization " + Printable.quote(name),
        name,
        organizations.keySet());
  }

  private void reportTwice(String noun, String name, Place place, Place first) {
    findings.error(
        place,
        Code.DEFINED_TWICE,
        noun + " " + Printable.quote(name) + " is defined twice",
        "the other is at " + first + "; remove one of them");
  }

  private void spelled(String noun, String name, Place place) {
    spellings.computeIfAbsent(noun, same -> new CaseConflicts(same, findings)).look(name, place);
  }

  private Optional<String> onlyOrganization(FileDrafts file) {
    Set<String> found = new HashSet<>();
    file.definitions().forEach(draft -> organizationIn(draft).ifPresent(found::add));
    found.addAll(
        namespaces.ownersOf(
            file.repositories().stream().map(rule -> rule.pattern().value()).toList()));
    Set<String> possible = found.isEmpty() ? organizations.keySet() : found;
    return possible.size() == 1 ? possible.stream().findFirst() : Optional.empty();
  }

  // People, registries and the settings belong to no organization and leave it open.
  private Optional<String> organizationIn(Draft draft) {
    if (draft instanceof Draft.Organization one) {
      return Optional.of(one.name().value());
    } else if (draft instanceof Draft.Team team) {
      return team.name().organization();
    } else if (draft instanceof Draft.Service service) {
      return service.name().organization();
    } else if (draft instanceof Draft.Protection protection) {
      return protection.name().organization();
    } else if (draft instanceof Draft.ProtectionException exception) {
      return exception.name().organization();
    }
    return Optional.empty();
  }

  private static <D extends Draft> Collection<D> all(List<FileDrafts> files, Class<D> kind) {
    List<D> found = new ArrayList<>();
    for (FileDrafts file : files) {
      for (Draft draft : file.definitions()) {
        if (kind.isInstance(draft)) {
          found.add(kind.cast(draft));
        }
      }
    }
    return found;
  }
}
