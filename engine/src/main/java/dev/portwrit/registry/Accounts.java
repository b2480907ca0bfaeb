package dev.portwrit.registry;

import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Service;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.User;
import dev.portwrit.policy.Workspace;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What subjects are called in one registry, by {@code accounts} of the policies, both ways.
 *
 * <p>On Docker Hub people have Docker IDs, their own names where policies say nothing, in lower
 * case; what a service has is an organization access token, which is named by its label. A team is
 * nobody by whom something is done, so that it has no account there.
 */
public final class Accounts {
  private static final String TOKEN = "access-token ";

  private final Map<Subject, String> bySubject = new HashMap<>();
  private final Map<String, List<Subject>> byAccount = new TreeMap<>();

  private Accounts(Workspace workspace, String registry) {
    boolean isHub =
        workspace.registries().stream()
            .anyMatch(one -> one.name().equals(registry) && one.type() == Registry.Type.DOCKER_HUB);
    if (isHub) {
      addOfHub(workspace, registry);
      return;
    }
    for (Team team : workspace.teams()) {
      add(team.subject(), team.accounts().get(registry));
    }
    for (Service service : workspace.services()) {
      add(service.subject(), service.accounts().get(registry));
    }
    for (User user : workspace.users()) {
      add(user.subject(), user.accounts().get(registry));
    }
  }

  private void addOfHub(Workspace workspace, String registry) {
    SortedMap<Subject, String> people = new TreeMap<>();
    for (Organization organization : workspace.organizations()) {
      Stream.concat(organization.owners().stream(), organization.members().stream())
          .map(Member::subject)
          .forEach(one -> people.put(one, one instanceof Subject.User user ? user.name() : ""));
    }
    for (User user : workspace.users()) {
      people.put(user.subject(), user.accounts().getOrDefault(registry, user.subject().name()));
    }
    people.forEach((person, name) -> add(person, name.toLowerCase(Locale.ROOT)));
    for (Service service : workspace.services()) {
      add(
          service.subject(),
          ofToken(service.accounts().getOrDefault(registry, service.subject().name())));
    }
  }

  /**
   * The account of an organization access token of Docker Hub.
   *
   * @param label its label
   * @return such as {@code access-token ci}
   */
  public static String ofToken(String label) {
    return TOKEN + label;
  }

  /**
   * The label of an organization access token of Docker Hub.
   *
   * @param account such as {@code access-token ci}
   * @return its label
   */
  public static String tokenLabel(String account) {
    return account.substring(TOKEN.length());
  }

  /**
   * The accounts of a workspace in a registry.
   *
   * @param workspace the policies
   * @param registry the name of the registry in them
   * @return its accounts
   */
  public static Accounts of(Workspace workspace, String registry) {
    return new Accounts(workspace, registry);
  }

  private void add(Subject subject, @Nullable String account) {
    if (account != null) {
      bySubject.put(subject, account);
      byAccount.merge(
          account,
          List.of(subject),
          (some, more) -> Stream.concat(some.stream(), more.stream()).sorted().toList());
    }
  }

  /**
   * The account that policy names for a subject.
   *
   * @param subject a user, a service or a team
   * @return empty where policy names none
   */
  public Optional<String> of(Subject subject) {
    return Optional.ofNullable(bySubject.get(subject));
  }

  /**
   * Whose account it is.
   *
   * @param account an account of the registry
   * @return the subjects, sorted; empty if policy does not know it. Several where they share one
   */
  public List<Subject> subjectsOf(String account) {
    return byAccount.getOrDefault(account, List.of());
  }

  /**
   * All accounts that policy names.
   *
   * @return the subjects by account
   */
  public Map<String, List<Subject>> all() {
    return Collections.unmodifiableMap(byAccount);
  }
}
