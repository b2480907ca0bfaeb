package dev.portwrit.registry.hub;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.registry.Accounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What people, services and groups of policies are called on Docker Hub. */
final class HubAccounts {
  private final PolicyIndex index;
  private final String organization;
  private final Accounts accounts;
  private final SortedMap<String, List<Subject>> teams = new TreeMap<>();
  private final SortedSet<String> unusable = new TreeSet<>();

  /**
   * The accounts of a registry.
   *
   * @param organization the organization on Docker Hub
   */
  HubAccounts(PolicyIndex index, HubContext context, String organization) {
    this.index = index;
    this.organization = organization;
    this.accounts = Accounts.of(index.workspace(), context.registry().name());
    for (Team team : index.workspace().teams()) {
      String name = team.accounts().getOrDefault(context.registry().name(), team.subject().name());
      if (HubNames.isTeam(name)) {
        teams.computeIfAbsent(name, same -> new ArrayList<>()).add(team.subject());
      } else {
        unusable.add(name);
      }
    }
  }

  /** The names that Docker Hub cannot have, those of people who matter among them. */
  SortedSet<String> unusable() {
    return unusable;
  }

  /** The names on Docker Hub that several of policies share. */
  SortedMap<String, List<Subject>> shared() {
    SortedMap<String, List<Subject>> shared = new TreeMap<>(accounts.all());
    shared.putAll(teams);
    shared.values().removeIf(holders -> holders.size() < 2);
    return shared;
  }

  /** The Docker ID of a person, if it can be one. */
  Optional<String> user(Subject person) {
    Optional<String> name = accounts.of(person);
    if (name.isPresent() && !HubNames.isDockerId(name.get())) {
      unusable.add(name.get());
      return Optional.empty();
    }
    return name;
  }

  /** The label of a service's token. */
  Optional<String> token(Subject service) {
    return accounts.of(service).map(Accounts::tokenLabel);
  }

  /** Whose Docker ID it is. */
  List<Subject> holdersOfUser(String user) {
    return accounts.subjectsOf(user);
  }

  /** Whose token it is. */
  List<Subject> holdersOfToken(String label) {
    return accounts.subjectsOf(Accounts.ofToken(label));
  }

  /** The teams of policies, by their names on Docker Hub; several where they share one. */
  SortedMap<String, List<Subject>> teams() {
    return teams;
  }

  /**
   * The team that stands for whoever is given something.
   *
   * @param subject a team, a person or an organization
   * @return empty for what can have no team
   */
  Optional<String> group(Subject subject) {
    if (subject instanceof Subject.Team) {
      return teams.entrySet().stream()
          .filter(entry -> entry.getValue().contains(subject))
          .map(Map.Entry::getKey)
          .findFirst();
    }
    if (subject instanceof Subject.User) {
      return user(subject).map(HubAccounts::groupOfUser);
    }
    return subject instanceof Subject.Organization one
        ? Optional.of(groupOfMembers(one.name()))
        : Optional.empty();
  }

  /** The team of one person alone. */
  static String groupOfUser(String user) {
    return HubContext.OURS + "user-" + user;
  }

  /** The team of everybody on a roster. */
  String groupOfMembers(String name) {
    String all = HubContext.OURS + "members";
    return name.equals(organization) ? all : all + "-" + name;
  }

  /** Whom a group stands for; all of them must be given what it is given. */
  List<Subject> holders(String group, Subject one) {
    if (one instanceof Subject.Team) {
      return teams.getOrDefault(group, List.of(one));
    }
    return one instanceof Subject.User
        ? user(one).map(this::holdersOfUser).orElse(List.of(one))
        : List.of(one);
  }

  /** The services in some subjects. */
  List<Subject> servicesIn(Collection<Subject> subjects) {
    return subjects.stream()
        .flatMap(subject -> index.memberships().individualsIn(subject).stream())
        .filter(one -> one instanceof Subject.Service)
        .sorted()
        .distinct()
        .toList();
  }

  /** The Docker IDs of the people in all of some subjects, each with all whose it is. */
  SortedSet<String> usersIn(Collection<Subject> subjects) {
    boolean isFirst = true;
    SortedSet<String> common = new TreeSet<>();
    for (Subject subject : subjects) {
      Set<Subject> people = new HashSet<>(index.memberships().individualsIn(subject));
      Set<String> users = new HashSet<>();
      for (Subject person : people) {
        if (person instanceof Subject.User) {
          user(person)
              .filter(user -> people.containsAll(holdersOfUser(user)))
              .ifPresent(users::add);
        }
      }
      if (isFirst) {
        common.addAll(users);
      } else {
        common.retainAll(users);
      }
      isFirst = false;
    }
    return common;
  }
}
