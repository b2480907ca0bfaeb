package dev.portwrit.registry.hub;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Protection.Enforcement;
import dev.portwrit.policy.Protection.Rule;
import dev.portwrit.reference.RepositoryName;
import java.util.List;

/** The protections that Docker Hub can be told of. */
final class Immutable {
  private Immutable() {}

  /** Those that let nobody move or delete tags of a repository, by place. */
  static List<Protection> of(PolicyIndex index, RepositoryName repository) {
    return index.protectionsReaching(repository).stream()
        .filter(one -> one.rule() == Rule.IMMUTABLE && one.enforcement() == Enforcement.DENY)
        .toList();
  }
}
