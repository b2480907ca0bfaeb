package dev.portwrit.gateway.bypass;

import dev.portwrit.embedded.Credentials;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.EmbeddedSettings;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.neighbour.RunningRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** The registry of a world, of whatever kind. */
interface Registry extends AutoCloseable {
  URI url();

  /** Shows a vice from now on; without effect where there are none. */
  default void show(Mood mood) {}

  /** Shows none any more. */
  default void behave() {}

  @Override
  void close();

  /** Starts one. */
  @FunctionalInterface
  interface Maker {
    Registry in(Path folder) throws IOException;
  }

  /** The embedded one, with a login. */
  static Registry embedded(Path folder) throws IOException {
    EmbeddedRegistry registry =
        EmbeddedRegistry.start(
            EmbeddedSettings.in(folder)
                .withCredentials(new Credentials("gateway", Marks.UPSTREAM_PASSWORD))
                .unannounced());
    return new Registry() {
      @Override
      public URI url() {
        return registry.url();
      }

      @Override
      public void show(Mood mood) {
        mood.turnOn(registry.vices());
      }

      @Override
      public void behave() {
        registry.vices().turnAllOff();
      }

      @Override
      public void close() {
        registry.close();
      }
    };
  }

  /** One in a process of its own, without a login, which would cost it a hash at each request. */
  static Registry real(RegistryKind kind, Path folder) throws IOException {
    RunningRegistry registry = kind.start(folder);
    return new Registry() {
      @Override
      public URI url() {
        return registry.url();
      }

      @Override
      public void close() {
        registry.close();
      }
    };
  }
}
