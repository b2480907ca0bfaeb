package dev.portwrit.neighbour;

import dev.portwrit.embedded.Credentials;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.EmbeddedSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The kinds of registry that integration tests put behind a gateway. */
public enum RegistryKind {
  /** The embedded one, in this process. */
  EMBEDDED {
    @Override
    RunningRegistry start(Path folder, Optional<Credentials> login) throws IOException {
      EmbeddedRegistry registry =
          EmbeddedRegistry.start(new EmbeddedSettings(folder, 0, login, true));
      return new RunningRegistry() {
        @Override
        public String address() {
          return registry.address();
        }

        @Override
        public void close() {
          registry.close();
        }
      };
    }
  },
  /** Distribution 2.8. */
  DEBIAN {
    @Override
    RunningRegistry start(Path folder, Optional<Credentials> login) throws IOException {
      return DistributionServer.start(Program.DOCKER_REGISTRY, folder, login);
    }
  },
  /** Distribution 3. */
  DISTRIBUTION {
    @Override
    RunningRegistry start(Path folder, Optional<Credentials> login) throws IOException {
      return DistributionServer.start(Program.REGISTRY, folder, login);
    }
  };

  /** Starts one without login; skips the test if the program is absent. */
  public RunningRegistry start(Path folder) throws IOException {
    return start(folder, Optional.empty());
  }

  /** Starts one that asks for a login. */
  public RunningRegistry start(Path folder, Credentials login) throws IOException {
    return start(folder, Optional.of(login));
  }

  abstract RunningRegistry start(Path folder, Optional<Credentials> login) throws IOException;
}
