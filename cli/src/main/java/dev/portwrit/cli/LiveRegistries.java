package dev.portwrit.cli;

import dev.portwrit.plan.Survey;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Workspace;
import dev.portwrit.registry.LiveRegistry;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.RegistryException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the way to a registry that a workspace defines. */
interface LiveRegistries {
  /**
   * The way to a registry.
   *
   * @param workspace the policies that define it, which say what of it is worth reading
   * @param state where what is kept between runs lies; empty for who only looks
   * @throws Failure if its type is not served yet, or its credentials are not to be read
   * @throws RegistryException if its settings or credentials are wrong, or it does not answer
   */
  LiveRegistry of(
      Registry registry, Workspace workspace, Environment environment, Optional<Path> state)
      throws Failure, RegistryException;

  /** A way to look at a registry, without any to write to it. */
  default Survey survey(Registry registry, Workspace workspace, Environment environment)
      throws Failure, RegistryException {
    LiveRegistry live = of(registry, workspace, environment, Optional.empty());
    return new Survey(live.form(), live.reader());
  }

  /** What policy asks of a registry and what its state means, asking it nothing. */
  NativeForm form(Registry registry, Environment environment) throws Failure;

  /** A registry that could not be talked to, as the end of a verb. */
  static Failure failure(RegistryException e) {
    String message = String.valueOf(e.getMessage());
    return switch (e.kind()) {
      case SETTINGS -> Failure.wrong(message, e.help());
      case CREDENTIALS, DENIED, UNREACHABLE -> Failure.undetermined(message, e.help());
    };
  }
}
