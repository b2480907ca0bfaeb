package dev.portwrit.gateway.identity;

import dev.portwrit.reference.RepositoryName;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a token may be used for: some actions on one repository, or listing the catalog.
 *
 * <p>Source: distribution token scope documentation; the texts are {@code
 * repository:acme/pay/api:pull,push} and {@code registry:catalog:*}.
 *
 * @param repository the repository; empty for the catalog
 * @param actions at least one; the catalog's is {@link ScopeAction#ALL}
 */
public record Scope(Optional<RepositoryName> repository, Set<ScopeAction> actions) {
  /** Listing the names of repositories. */
  public static final Scope CATALOG = new Scope(Optional.empty(), Set.of(ScopeAction.ALL));

  /**
   * Copies the actions.
   *
   * @throws IllegalArgumentException if there is no action
   */
  public Scope {
    if (actions.isEmpty()) {
      throw new IllegalArgumentException("a scope has an action");
    }
    actions = Collections.unmodifiableSet(EnumSet.copyOf(actions));
  }

  /**
   * Actions on a repository.
   *
   * @param repository where
   * @param first an action
   * @param others further actions
   * @return the scope
   */
  public static Scope of(RepositoryName repository, ScopeAction first, ScopeAction... others) {
    return new Scope(Optional.of(repository), EnumSet.of(first, others));
  }

  /** The part before the first colon. */
  String type() {
    return repository.isPresent() ? "repository" : "registry";
  }

  /** The part between the first colon and the last. */
  String name() {
    return repository.map(RepositoryName::value).orElse("catalog");
  }

  /**
   * The scope as the protocol writes it.
   *
   * @return such as {@code repository:acme/pay/api:pull,push}
   */
  @Override
  public String toString() {
    String words = actions.stream().map(ScopeAction::toString).collect(Collectors.joining(","));
    return type() + ":" + name() + ":" + words;
  }
}
