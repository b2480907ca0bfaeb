package dev.portwrit.cli;

import dev.portwrit.policy.Registry;
import dev.portwrit.registry.LiveRegistry;

/** The types of registries that are served, each by its own package of the engine. */
final class ServedRegistries implements LiveRegistries {
  @Override
  public LiveRegistry of(Registry registry, Environment environment) throws Failure {
    // Where a package of the engine serves a type, its registry is made here.
    switch (registry.type()) {
      case ECR, DOCKER_HUB, HARBOR, ZOT, DISTRIBUTION -> throw notServed(registry);
    }
    throw new IllegalStateException("no such type");
  }

  private static Failure notServed(Registry registry) {
    return Failure.wrong(
        "registry `"
            + registry.name()
            + "`: registries of type `"
            + registry.type()
            + "` are not served yet",
        "the gateway stands before registries of every type: `portwrit gateway --help`");
  }
}
