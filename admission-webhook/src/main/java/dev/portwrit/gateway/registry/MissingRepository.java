package dev.portwrit.gateway.registry;

import dev.portwrit.gateway.gate.PolicyView;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.reference.RepositoryName;
import java.util.Optional;

/**
 * Whether policies let a push make a repository: one that a document declares, and any other where
 * the registry says {@code create-on-push: true}. Nothing is made in a registry that is observed.
 */
final class MissingRepository {
  private MissingRepository() {}

  /** Why it may not be made, one line with the way out; empty if it may. */
  static Optional<String> refusal(PolicyView policy, RepositoryName repository) {
    if (policy.registry().isEmpty()) {
      return Optional.of(
          "the policy does not define the registry of `" + repository + "` any more");
    }
    Registry registry = policy.registry().get();
    String missing = "`%s` does not exist in `%s`".formatted(repository, registry.name());
    if (registry.mode() == Registry.Mode.OBSERVE) {
      return Optional.of(
          missing + ", which is only observed (`mode: observe`), so that nothing is made there");
    }
    if (registry.type() != Registry.Type.ECR) {
      return Optional.of(missing + ", whose definition was changed: the gateway must be restarted");
    }
    return registry.ecr().createOnPush() || declaration(policy, repository).isPresent()
        ? Optional.empty()
        : Optional.of(
            missing
                + ", and no policy lets a push make it; ask an owner to declare `repository: "
                + repository
                + "`, or to say `create-on-push: true` of the registry");
  }

  /** By what it may be made. */
  static String reason(PolicyView policy, RepositoryName repository) {
    return declaration(policy, repository)
        .map(rule -> "declared (" + rule.place().file() + ":" + rule.place().line() + ")")
        .orElse("the registry says `create-on-push: true`");
  }

  private static Optional<RepositoryRule> declaration(
      PolicyView policy, RepositoryName repository) {
    return policy.index().workspace().repositories().stream()
        .filter(rule -> rule.declared() && rule.pattern().value().equals(repository.value()))
        .findFirst();
  }
}
