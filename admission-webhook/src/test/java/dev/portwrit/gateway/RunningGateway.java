package dev.portwrit.gateway;

import dev.portwrit.gateway.server.Following;
import dev.portwrit.gateway.server.GatewayException;
import dev.portwrit.gateway.server.GatewayService;
import dev.portwrit.gateway.server.GatewaySettings;
import dev.portwrit.gateway.server.ListenAddress;
import dev.portwrit.gateway.server.Network;
import dev.portwrit.gateway.server.Pace;
import dev.portwrit.gateway.server.StateFiles;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.SourceEnvironment;
import dev.portwrit.source.SourceException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** A gateway that serves in this process, on a free port of the loopback address. */
record RunningGateway(PolicySource source, GatewayService service) implements AutoCloseable {
  /** Starts it before the registry of this name, with what it must not forget in a folder. */
  static RunningGateway start(Path workspace, String registry, Path users, Path folder) {
    GatewaySettings settings =
        new GatewaySettings(
            registry,
            Network.of(new ListenAddress("127.0.0.1", 0)),
            StateFiles.of(users, folder.resolve("ledger.db")),
            Following.DEFAULT,
            Pace.DEFAULT.withWarmUp(0),
            Map.of(),
            folder);
    try {
      PolicySource source =
          PolicySource.open(workspace.toString(), folder, SourceEnvironment.ofProcess());
      return new RunningGateway(source, GatewayService.start(source, settings, Clock.systemUTC()));
    } catch (SourceException | GatewayException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  String address() {
    return "127.0.0.1:" + service.port();
  }

  @Override
  public void close() {
    service.close();
    source.close();
  }
}
