package dev.portwrit.gateway.identity;

import dev.portwrit.policy.Action;
import dev.portwrit.reference.RepositoryName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a token may be used for. It limits what its subject may do and never adds to it: the policy
 * is asked besides.
 */
public final class TokenAccess {
  private final Map<RepositoryName, Set<ScopeAction>> byRepository;
  private final boolean hasCatalog;

  private TokenAccess(Map<RepositoryName, Set<ScopeAction>> byRepository, boolean hasCatalog) {
    this.byRepository = Collections.unmodifiableMap(byRepository);
    this.hasCatalog = hasCatalog;
  }

  /** All that some scopes reach; two of one repository reach what either does. */
  static TokenAccess of(List<Scope> scopes) {
    Map<RepositoryName, Set<ScopeAction>> byRepository = new LinkedHashMap<>();
    boolean hasCatalog = false;
    for (Scope scope : scopes) {
      if (scope.repository().isEmpty()) {
        hasCatalog = true;
      } else {
        byRepository
            .computeIfAbsent(scope.repository().get(), r -> EnumSet.noneOf(ScopeAction.class))
            .addAll(scope.actions());
      }
    }
    return new TokenAccess(byRepository, hasCatalog);
  }

  /**
   * Whether the token reaches an action in a repository. {@code overwrite} is a push, and only
   * {@code *} reaches {@code administer}.
   *
   * @param repository where
   * @param action what for
   * @return true if it does; the policy still has to allow it
   */
  public boolean allows(RepositoryName repository, Action action) {
    Set<ScopeAction> actions = byRepository.getOrDefault(repository, Set.of());
    if (actions.contains(ScopeAction.ALL)) {
      return true;
    }
    return switch (action) {
      case PULL -> actions.contains(ScopeAction.PULL);
      case PUSH, OVERWRITE -> actions.contains(ScopeAction.PUSH);
      case DELETE -> actions.contains(ScopeAction.DELETE);
      case ADMINISTER -> false;
    };
  }

  /**
   * Whether the token reaches the list of repositories.
   *
   * @return true if it was issued for {@code registry:catalog:*}
   */
  public boolean allowsCatalog() {
    return hasCatalog;
  }

  /**
   * The scopes, one a repository.
   *
   * @return in the order in which they were asked for, the catalog last
   */
  public List<Scope> scopes() {
    List<Scope> scopes =
        byRepository.entrySet().stream()
            .map(entry -> new Scope(Optional.of(entry.getKey()), entry.getValue()))
            .collect(Collectors.toCollection(ArrayList::new));
    if (hasCatalog) {
      scopes.add(Scope.CATALOG);
    }
    return Collections.unmodifiableList(scopes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenAccess access
        && byRepository.equals(access.byRepository)
        && hasCatalog == access.hasCatalog;
  }

  @Override
  public int hashCode() {
    return 31 * byRepository.hashCode() + Boolean.hashCode(hasCatalog);
  }

  @Override
  public String toString() {
    return scopes().stream().map(Scope::toString).collect(Collectors.joining(" "));
  }
}
