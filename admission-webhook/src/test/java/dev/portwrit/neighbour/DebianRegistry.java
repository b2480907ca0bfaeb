package dev.portwrit.neighbour;

import dev.portwrit.embedded.Credentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Distribution 2.8 as Debian packages it, {@code docker-registry}. */
public final class DebianRegistry {
  private DebianRegistry() {}

  /** Starts it without login, with deletes enabled; skips the test if it is absent. */
  public static RunningRegistry start(Path folder) throws IOException {
    return DistributionServer.start(Program.DOCKER_REGISTRY, folder, Optional.empty());
  }

  /** Starts it with a login. */
  public static RunningRegistry start(Path folder, Credentials login) throws IOException {
    return DistributionServer.start(Program.DOCKER_REGISTRY, folder, Optional.of(login));
  }
}
