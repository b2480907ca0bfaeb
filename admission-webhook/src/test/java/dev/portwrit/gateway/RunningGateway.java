package dev.portwrit.gateway;

import dev.portwrit.gateway.forward.UpstreamTimeouts;
import dev.portwrit.gateway.server.Following;
import dev.portwrit.gateway.server.GatewayException;
import dev.portwrit.gateway.server.GatewayService;
import dev.portwrit.gateway.server.GatewaySettings;
import dev.portwrit.gateway.server.ListenAddress;
import dev.portwrit.gateway.server.Network;
import dev.portwrit.gateway.server.Pace;
import dev.portwrit.gateway.server.RegistryReach;
import dev.portwrit.gateway.server.StateFiles;
import dev.portwrit.gateway.server.Watching;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.SourceEnvironment;
import dev.portwrit.source.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A gateway that serves in this process, on a free port of the loopback address. */
final class RunningGateway implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Pace NO_WARM_UP =
      new Pace(UpstreamTimeouts.DEFAULT, Duration.ofSeconds(1), 0);

  private final PolicySource source;
  private final GatewayService service;

  private RunningGateway(PolicySource source, GatewayService service) {
    this.source = source;
    this.service = service;
  }

  /** Starts one with a workspace, the registry of that name, an htpasswd file and a ledger. */
  static RunningGateway start(Path workspace, String registry, Path users, Path ledger)
      throws IOException {
    return start(workspace, registry, users, ledger, Clock.systemUTC());
  }

  /** The same by another clock. */
  static RunningGateway start(Path workspace, String registry, Path users, Path ledger, Clock clock)
      throws IOException {
    return start(workspace, registry, StateFiles.of(users, ledger), clock);
  }

  /** Starts one with what it keeps wherever that is. */
  static RunningGateway start(Path workspace, String registry, StateFiles files, Clock clock)
      throws IOException {
    return start(settings(workspace, registry, files, 0), clock);
  }

  /** Starts one that watches its registry in this way, with its admin port there. */
  static RunningGateway start(
      Path workspace, String registry, StateFiles files, int adminPort, Watching watching)
      throws IOException {
    return start(settings(workspace, registry, files, adminPort).with(watching), Clock.systemUTC());
  }

  /** Starts one that reaches its registry in this way. */
  static RunningGateway start(
      Path workspace, String registry, StateFiles files, RegistryReach reach) throws IOException {
    return start(settings(workspace, registry, files, 0).with(reach), Clock.systemUTC());
  }

  private static GatewaySettings settings(
      Path workspace, String registry, StateFiles files, int adminPort) {
    return new GatewaySettings(
        registry,
        Network.of(new ListenAddress(LOOPBACK, 0))
            .withAdmin(new ListenAddress(LOOPBACK, adminPort)),
        files,
        Following.DEFAULT,
        NO_WARM_UP,
        Map.of(),
        workspace);
  }

  private static RunningGateway start(GatewaySettings settings, Clock clock) throws IOException {
    Path workspace = settings.folder();
    PolicySource source = open(workspace);
    try {
      return new RunningGateway(source, GatewayService.start(source, settings, clock));
    } catch (GatewayException e) {
      source.close();
      throw new IOException("the gateway does not start", e);
    }
  }

  private static PolicySource open(Path workspace) throws IOException {
    try {
      return PolicySource.open(workspace.toString(), workspace, SourceEnvironment.ofProcess());
    } catch (SourceException e) {
      throw new IOException("the workspace cannot be opened", e);
    }
  }

  /** Host and port as clients write them. */
  String address() {
    return LOOPBACK + ":" + service.port();
  }

  /** Host and port of its admin port. */
  String adminAddress() {
    return LOOPBACK + ":" + service.adminPort().orElseThrow();
  }

  /** What it tells an operator, one line each. */
  List<String> notes() {
    return service.readiness().lines();
  }

  @Override
  public void close() {
    service.close();
    source.close();
  }
}
