package dev.portwrit.registry.ecr;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Protection.Enforcement;
import dev.portwrit.policy.Protection.Rule;
import dev.portwrit.reference.RepositoryName;
import java.util.List;

/** The protections that ECR can be told of. */
final class Immutable {
  private Immutable() {}

  /** Those that let nobody move tags of a repository, by place. */
  static List<Protection> of(PolicyIndex index, RepositoryName repository) {
    return index.protectionsReaching(repository).stream().filter(Immutable::isOne).toList();
  }

  static boolean isOne(Protection protection) {
    return protection.rule() == Rule.IMMUTABLE && protection.enforcement() == Enforcement.DENY;
  }
}
