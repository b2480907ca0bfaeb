package dev.portwrit.gateway.gate;

import dev.portwrit.gateway.identity.Scope;
import dev.portwrit.gateway.identity.ScopeAction;
import dev.portwrit.gateway.identity.TokenAccess;
import dev.portwrit.policy.Action;
import dev.portwrit.reference.RepositoryName;

/**
 * What an operation needs: of the policy a role that holds the action, of a token the actions that
 * the Distribution registry would ask for.
 *
 * <p>Source: Distribution, {@code registry/handlers/app.go}: pull for reads, pull and push for
 * writes, delete for deletes.
 *
 * @param repository where
 * @param action what for
 */
public record Need(RepositoryName repository, Action action) {
  /** The scope that a token must reach. */
  public Scope scope() {
    return switch (action) {
      case PULL -> Scope.of(repository, ScopeAction.PULL);
      case PUSH, OVERWRITE -> Scope.of(repository, ScopeAction.PULL, ScopeAction.PUSH);
      case DELETE -> Scope.of(repository, ScopeAction.DELETE);
      case ADMINISTER -> Scope.of(repository, ScopeAction.ALL);
    };
  }

  /** Whether a token reaches it. */
  public boolean isReachedBy(TokenAccess access) {
    boolean alsoPulls = action == Action.PUSH || action == Action.OVERWRITE;
    return access.allows(repository, action)
        && (!alsoPulls || access.allows(repository, Action.PULL));
  }
}
