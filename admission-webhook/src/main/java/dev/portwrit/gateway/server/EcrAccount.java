package dev.portwrit.gateway.server;

import dev.portwrit.gateway.upstream.EcrLogin;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.ecr.EcrConnection;
import dev.portwrit.registry.ecr.EcrRepositories;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/**
 * The gateway's account at a registry of AWS.
 *
 * @param images where its images are, which is not where its API is
 * @param login its login there
 * @param repositories which of them are there, and the making of others
 */
record EcrAccount(URI images, EcrLogin login, EcrRepositories repositories) {
  /** Asks AWS only where the address of the API is not its own. */
  static EcrAccount of(Registry registry, Clock clock) throws RegistryException {
    EcrConnection connection = EcrConnection.of(registry);
    return new EcrAccount(
        connection.registryAddress(),
        new EcrLogin(connection::token, clock),
        EcrRepositories.of(registry));
  }

  /** The registry with the address of its images. */
  Registry placed(Registry registry) {
    return new Registry(
        registry.place(),
        registry.name(),
        registry.type(),
        registry.repositories(),
        registry.mode(),
        registry.gateway(),
        Optional.of(images),
        registry.account(),
        registry.region(),
        registry.prefix(),
        registry.credentials(),
        registry.ecr(),
        registry.hub());
  }
}
