package dev.portwrit.cli;

import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Workspace;
import dev.portwrit.registry.LiveRegistry;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.ecr.EcrRegistry;
import dev.portwrit.registry.hub.HubRegistry;
import java.nio.file.Path;
import java.util.Optional;

/** The types of registries that are served, each by its own package of the engine. */
final class ServedRegistries implements LiveRegistries {
  @Override
  public LiveRegistry of(
      Registry registry, Workspace workspace, Environment environment, Optional<Path> state)
      throws Failure, RegistryException {
    return switch (registry.type()) {
      case ECR -> EcrRegistry.of(registry, workspace);
      case DOCKER_HUB -> HubLogin.open(registry, workspace, environment, state);
      case HARBOR, ZOT, DISTRIBUTION -> throw notServed(registry);
    };
  }

  @Override
  public NativeForm form(Registry registry, Environment environment) throws Failure {
    return switch (registry.type()) {
      case ECR -> EcrRegistry.unasked(registry);
      case DOCKER_HUB -> HubRegistry.unasked(registry);
      case HARBOR, ZOT, DISTRIBUTION -> throw notServed(registry);
    };
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
