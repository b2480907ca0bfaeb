package dev.portwrit.registry.ecr;

import dev.portwrit.policy.Registry;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.registry.GovernedNames;

/** Whether ECR can have a repository of some name. */
final class EcrNames {
  // ECR API Reference, `CreateRepository`: `repositoryName`. The characters are those of names.
  private static final int SHORTEST = 2;
  private static final int LONGEST = 256;

  private EcrNames() {}

  static GovernedNames of(Registry registry) {
    return new GovernedNames(
        registry,
        EcrNames::isPossible,
        "ECR",
        "names there have 2 to 256 characters; rename it, or mend `prefix` of the registry");
  }

  private static boolean isPossible(String name) {
    return name.length() >= SHORTEST
        && name.length() <= LONGEST
        && RepositoryName.parse(name).isPresent();
  }
}
