package dev.portwrit.policy;

import dev.portwrit.reference.RepositoryName;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All that the policies of one commit define. Lists are in the order of their places, so that equal
 * files give equal workspaces whatever order they were read in.
 *
 * @param settings what {@code portwrit.yaml} says
 * @param organizations by place
 * @param teams by place
 * @param services by place
 * @param users by place; only people about whom there is something to say
 * @param repositories the documents {@code repository:} and {@code repositories:}, by place
 * @param protections by place
 * @param exceptions by place
 * @param registries by place
 */
public record Workspace(
    Settings settings,
    List<Organization> organizations,
    List<Team> teams,
    List<Service> services,
    List<User> users,
    List<RepositoryRule> repositories,
    List<Protection> protections,
    List<ProtectionException> exceptions,
    List<Registry> registries) {
  /** Copies the lists. */
  public Workspace {
    organizations = List.copyOf(organizations);
    teams = List.copyOf(teams);
    services = List.copyOf(services);
    users = List.copyOf(users);
    repositories = List.copyOf(repositories);
    protections = List.copyOf(protections);
    exceptions = List.copyOf(exceptions);
    registries = List.copyOf(registries);
  }

  /**
   * Who is told of pushes to a repository, by all documents that match it.
   *
   * @param repository a repository, by the name that policies use
   * @return each address once, in the order of the documents
   */
  public Set<URI> webhooks(RepositoryName repository) {
    Set<URI> urls = new LinkedHashSet<>();
    for (RepositoryRule rule : repositories) {
      if (!rule.webhooks().isEmpty() && rule.pattern().matches(repository)) {
        rule.webhooks().forEach(webhook -> urls.add(webhook.url()));
      }
    }
    return urls;
  }

  /**
   * What registries themselves shall call after pushes to a repository, by all documents that match
   * it.
   *
   * @param repository a repository, by the name that policies use
   * @return in the order of the documents; empty where none says anything
   */
  public List<NativeWebhooks> nativeWebhooks(RepositoryName repository) {
    return repositories.stream()
        .filter(rule -> rule.nativeWebhooks().isPresent())
        .filter(rule -> rule.pattern().matches(repository))
        .map(rule -> rule.nativeWebhooks().orElseThrow())
        .toList();
  }

  /**
   * The same with somebody more in a team or organization.
   *
   * @param group the team or organization
   * @param user who is in it too
   * @return equal if there is no such group
   */
  public Workspace withMember(Subject group, Subject.User user) {
    return new Workspace(
        settings,
        organizations.stream()
            .map(one -> one.subject().equals(group) ? one.withMember(user) : one)
            .toList(),
        teams.stream()
            .map(one -> one.subject().equals(group) ? one.withMember(user) : one)
            .toList(),
        services,
        users,
        repositories,
        protections,
        exceptions,
        registries);
  }
}
