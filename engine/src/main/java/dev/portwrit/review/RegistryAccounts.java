package dev.portwrit.review;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Service;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.User;
import dev.portwrit.policy.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What subjects are called in the registries of one policy. On Docker Hub they are called by their
 * own names where it says nothing, and nobody looks at the case of a Docker ID; elsewhere they are
 * nobody there.
 */
final class RegistryAccounts {
  private final Map<String, Registry.Type> registries = new TreeMap<>();
  private final SortedMap<Subject, Named> named = new TreeMap<>();

  /** What is written of a subject, and where. */
  private record Named(Place place, Map<String, String> accounts) {}

  RegistryAccounts(Workspace workspace) {
    for (Registry registry : workspace.registries()) {
      registries.put(registry.name(), registry.type());
    }
    for (User user : workspace.users()) {
      named.put(user.subject(), new Named(user.place(), user.accounts()));
    }
    for (Service service : workspace.services()) {
      named.put(service.subject(), new Named(service.place(), service.accounts()));
    }
    for (Team team : workspace.teams()) {
      named.put(team.subject(), new Named(team.place(), team.accounts()));
    }
  }

  /** The names of the registries. */
  Set<String> registries() {
    return registries.keySet();
  }

  /**
   * Finds what changed, of accounts that at least one of two policies writes down.
   *
   * @param after the new policy
   * @return by registry and subject
   */
  List<RegistryAccount> changesTo(RegistryAccounts after) {
    SortedSet<String> names = new TreeSet<>(registries.keySet());
    names.addAll(after.registries.keySet());
    SortedSet<Subject> subjects = new TreeSet<>(named.keySet());
    subjects.addAll(after.named.keySet());
    List<RegistryAccount> changes = new ArrayList<>();
    for (String registry : names) {
      for (Subject subject : subjects) {
        if (!written(registry, subject).equals(after.written(registry, subject))
            && !account(registry, subject).equals(after.account(registry, subject))) {
          changes.add(change(registry, subject, after));
        }
      }
    }
    return changes;
  }

  private RegistryAccount change(String registry, Subject subject, RegistryAccounts after) {
    Optional<Place> place = after.place(subject);
    return new RegistryAccount(
        registry,
        subject,
        account(registry, subject),
        after.account(registry, subject),
        place.or(() -> place(subject)).orElseThrow(),
        place.isPresent());
  }

  private Optional<Place> place(Subject subject) {
    return Optional.ofNullable(named.get(subject)).map(Named::place);
  }

  private Optional<String> written(String registry, Subject subject) {
    return Optional.ofNullable(named.get(subject))
        .map(one -> one.accounts().get(registry))
        .map(account -> canonical(registry, subject, account));
  }

  /** What a subject is called in a registry, whether it is defined or only named. */
  Optional<String> account(String registry, Subject subject) {
    Optional<String> written = written(registry, subject);
    return written.isPresent() || registries.get(registry) != Registry.Type.DOCKER_HUB
        ? written
        : Optional.of(canonical(registry, subject, ownName(subject)));
  }

  private String canonical(String registry, Subject subject, String account) {
    return registries.get(registry) == Registry.Type.DOCKER_HUB && subject instanceof Subject.User
        ? account.toLowerCase(Locale.ROOT)
        : account;
  }

  private static String ownName(Subject subject) {
    if (subject instanceof Subject.User user) {
      return user.name();
    }
    if (subject instanceof Subject.Service service) {
      return service.name();
    }
    return subject instanceof Subject.Team team ? team.name() : subject.toString();
  }

  /**
   * Whether what one and another are called in a registry can be one account: on Docker Hub teams,
   * tokens and people are apart.
   */
  boolean canShare(String registry, Subject one, Subject other) {
    return registries.get(registry) != Registry.Type.DOCKER_HUB
        || one.getClass().equals(other.getClass());
  }

  /** Those of some subjects that are called so in a registry. */
  List<Subject> holders(String registry, String account, List<Subject> among) {
    return among.stream()
        .filter(one -> account(registry, one).filter(account::equals).isPresent())
        .toList();
  }
}
