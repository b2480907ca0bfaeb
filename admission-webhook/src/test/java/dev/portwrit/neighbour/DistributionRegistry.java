package dev.portwrit.neighbour;

import dev.portwrit.embedded.Credentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Distribution 3, {@code registry}. */
public final class DistributionRegistry {
  private DistributionRegistry() {}

  /** Starts it without login, with deletes enabled; skips the test if it is absent. */
  public static RunningRegistry start(Path folder) throws IOException {
    return DistributionServer.start(Program.REGISTRY, folder, Optional.empty());
  }

  /** Starts it without login, over TLS: it offers HTTP/2. */
  public static RunningRegistry startSecure(Path folder, Path certificate, Path key)
      throws IOException {
    return DistributionServer.startSecure(Program.REGISTRY, folder, certificate, key);
  }

  /** Starts it with a login. */
  public static RunningRegistry start(Path folder, Credentials login) throws IOException {
    return DistributionServer.start(Program.REGISTRY, folder, Optional.of(login));
  }
}
