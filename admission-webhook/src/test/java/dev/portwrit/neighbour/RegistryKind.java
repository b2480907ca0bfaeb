package dev.portwrit.neighbour;

import dev.portwrit.embedded.Credentials;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.EmbeddedSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The kinds of registry that integration tests put behind a gateway. */
public enum RegistryKind {
  /** The embedded one, in this process. */
  EMBEDDED {
    @Override
    RunningRegistry start(Path folder, Optional<Credentials> login, String more)
        throws IOException {
      if (!more.isEmpty()) {
        throw new IllegalArgumentException("the embedded registry has no configuration in YAML");
      }
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
    RunningRegistry start(Path folder, Optional<Credentials> login, String more)
        throws IOException {
      return DistributionServer.start(Program.DOCKER_REGISTRY, folder, login, more);
    }
  },
  /** Distribution 3. */
  DISTRIBUTION {
    @Override
    RunningRegistry start(Path folder, Optional<Credentials> login, String more)
        throws IOException {
      return DistributionServer.start(Program.REGISTRY, folder, login, more);
    }
  },
  /** zot, where {@link ZotServer#VARIABLE} names one. */
  ZOT {
    @Override
    RunningRegistry start(Path folder, Optional<Credentials> login, String more)
        throws IOException {
      if (!more.isEmpty()) {
        throw new IllegalArgumentException("zot has no configuration in YAML");
      }
      return ZotServer.start(folder, login);
    }

    @Override
    public String type() {
      return "zot";
    }
  };

  private static final Path NOTIFICATIONS = Path.of("../examples/notifications/distribution.yml");

  /** What a policy calls it. */
  public String type() {
    return "distribution";
  }

  /** Starts one without login; skips the test if the program is absent. */
  public RunningRegistry start(Path folder) throws IOException {
    return start(folder, Optional.empty(), "");
  }

  /** Starts one that asks for a login. */
  public RunningRegistry start(Path folder, Credentials login) throws IOException {
    return start(folder, Optional.of(login), "");
  }

  /**
   * The same with an endpoint that it notifies of everything, saying what the endpoint asks for.
   */
  public RunningRegistry start(Path folder, Credentials login, URI endpoint, String secret)
      throws IOException {
    String notifications =
        Files.readString(NOTIFICATIONS)
            .replace("http://127.0.0.1:5002/notifications", endpoint.toString())
            .replace("SECRET", secret);
    return start(folder, Optional.of(login), notifications);
  }

  abstract RunningRegistry start(Path folder, Optional<Credentials> login, String more)
      throws IOException;
}
