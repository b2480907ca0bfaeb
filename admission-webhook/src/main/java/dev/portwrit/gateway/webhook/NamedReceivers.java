package dev.portwrit.gateway.webhook;

import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whom the policy in force names. The few rules that name somebody are looked for once in each
 * policy, so that a push to any other repository pays nothing.
 */
final class NamedReceivers {
  private final Supplier<Workspace> policy;
  private volatile @Nullable Known known;

  private record Known(Workspace workspace, List<RepositoryRule> rules) {}

  NamedReceivers(Supplier<Workspace> policy) {
    this.policy = policy;
  }

  /** The same as {@link Workspace#webhooks}, of the policy in force now. */
  Set<URI> of(RepositoryName repository) {
    Set<URI> urls = new LinkedHashSet<>();
    for (RepositoryRule rule : rules()) {
      if (rule.pattern().matches(repository)) {
        rule.webhooks().forEach(webhook -> urls.add(webhook.url()));
      }
    }
    return urls;
  }

  /** Whether it names nobody at all. */
  boolean isEmpty() {
    return rules().isEmpty();
  }

  // Policies are large, and the same one is the same object.
  @SuppressWarnings("ReferenceEquality")
  private List<RepositoryRule> rules() {
    Workspace workspace = policy.get();
    Known before = known;
    if (before != null && before.workspace() == workspace) {
      return before.rules();
    }
    List<RepositoryRule> rules =
        workspace.repositories().stream().filter(rule -> !rule.webhooks().isEmpty()).toList();
    known = new Known(workspace, rules);
    return rules;
  }
}
