package dev.portwrit.gateway.gate;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.gateway.write.WritePolicy;
import dev.portwrit.policy.Registry;
import dev.portwrit.reference.RepositoryName;
import java.util.Optional;

/**
 * The policy in force at one moment; a request is decided by one of them from beginning to end.
 *
 * @param index what decides
 * @param version what decisions are logged under, such as the accepted commit
 * @param registry the registry behind the gateway as this policy defines it; empty if it does not
 *     any more, and then nothing is one of its repositories
 * @param writesRefused why writes are refused whatever the policy says, empty where they are not
 */
public record PolicyView(
    PolicyIndex index,
    String version,
    Optional<Registry> registry,
    Optional<String> writesRefused) {
  /** The view of the registry that has a name. */
  public static PolicyView of(
      PolicyIndex index, String version, String registry, Optional<String> writesRefused) {
    Optional<Registry> named =
        index.workspace().registries().stream()
            .filter(one -> one.name().equals(registry))
            .findFirst();
    return new PolicyView(index, version, named, writesRefused);
  }

  /** Whether a repository is behind the gateway. */
  public boolean holds(RepositoryName repository) {
    return registry.isPresent() && registry.get().holds(repository);
  }

  /** The same for what writes. */
  public WritePolicy forWrites() {
    return new WritePolicy(index, version, writesRefused);
  }
}
