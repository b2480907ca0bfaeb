package dev.portwrit.policy;

import java.util.List;

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
}
