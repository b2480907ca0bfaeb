package dev.portwrit.cli;

import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Workspace;
import dev.portwrit.registry.LiveRegistry;
import dev.portwrit.registry.NativeForm;
import java.nio.file.Path;
import java.util.Optional;

/** One registry, whatever is asked for. */
record TwinRegistries(LiveRegistry twin) implements LiveRegistries {
  @Override
  public LiveRegistry of(
      Registry registry, Workspace workspace, Environment environment, Optional<Path> state) {
    return twin;
  }

  @Override
  public NativeForm form(Registry registry, Environment environment) {
    return twin.form();
  }
}
