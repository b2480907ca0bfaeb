package dev.portwrit.gateway.bypass;

import dev.portwrit.gateway.forward.UpstreamTimeouts;
import dev.portwrit.gateway.identity.TokenKeySource;
import dev.portwrit.gateway.server.Following;
import dev.portwrit.gateway.server.GatewayException;
import dev.portwrit.gateway.server.GatewayService;
import dev.portwrit.gateway.server.GatewaySettings;
import dev.portwrit.gateway.server.ListenAddress;
import dev.portwrit.gateway.server.Network;
import dev.portwrit.gateway.server.Pace;
import dev.portwrit.gateway.server.StateFiles;
import dev.portwrit.gateway.server.TestCertificate;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.SourceEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A registry, a gateway before it, and connections to both. */
final class World implements AutoCloseable {
  private static final Pace PACE =
      new Pace(
          new UpstreamTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2)),
          Duration.ofMillis(200),
          0);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final List<Spot> spots = Places.spots();
  final Registry registry;
  final Direct direct;
  final Logins logins;
  final Sockets sockets;
  final String authority;
  final String origin;
  private final PolicySource source;
  private final GatewayService gateway;
  private final Front front;
  private final Wire one;
  private final Wire two;

  private World(
      Registry registry,
      Path folder,
      String type,
      Optional<TestCertificate> tls,
      Front.Maker fronts)
      throws Exception {
    this.registry = registry;
    direct = new Direct(registry.url());
    Seeding.registry(direct, spots);
    Path ledger = folder.resolve("ledger");
    Seeding.ledger(ledger, spots, Clock.systemUTC().instant());
    Path policies = WorldFiles.policies(folder, registry.url(), type);
    Network clear =
        Network.of(new ListenAddress("127.0.0.1", 0)).withAdmin(new ListenAddress("127.0.0.1", 0));
    GatewaySettings settings =
        new GatewaySettings(
            "hub",
            tls.isPresent() ? clear.withTls(tls.get().files()) : clear,
            new StateFiles(
                WorldFiles.users(folder),
                ledger,
                Optional.of(new TokenKeySource.Given(Logins.KEY)),
                Optional.empty()),
            Following.DEFAULT,
            PACE,
            Map.of(),
            policies);
    source = PolicySource.open(policies.toString(), policies, SourceEnvironment.ofProcess());
    gateway = start(source, settings);
    front =
        fronts.before(gateway.port(), gateway.adminPort().orElseThrow(), registry.url(), folder);
    sockets = new Sockets(front.port(), tls.map(TestCertificate::trust));
    one = new Http1Wire(sockets);
    two = new Http2Wire(sockets);
    authority = "127.0.0.1:" + front.port();
    origin = (tls.isPresent() ? "https://" : "http://") + authority;
    logins = new Logins(one, authority, Places.ALL);
  }

  private static GatewayService start(PolicySource source, GatewaySettings settings)
      throws IOException {
    try {
      return GatewayService.start(source, settings, Clock.systemUTC());
    } catch (GatewayException e) {
      source.close();
      throw new IOException("the gateway does not start", e);
    }
  }

  /**
   * Makes one.
   *
   * @param type what the policies say that the registry is
   * @param tls the gateway's certificate; empty for clear HTTP
   */
  static World make(Registry.Maker maker, Path folder, String type, Optional<TestCertificate> tls)
      throws Exception {
    return make(maker, folder, type, tls, Front.GATEWAY);
  }

  /** The same, of which clients reach something else. */
  static World make(
      Registry.Maker maker,
      Path folder,
      String type,
      Optional<TestCertificate> tls,
      Front.Maker fronts)
      throws Exception {
    Files.createDirectories(folder);
    Registry registry = maker.in(Files.createDirectories(folder.resolve("registry")));
    try {
      return new World(registry, folder, type, tls, fronts);
    } catch (Exception e) {
      registry.close();
      throw e;
    }
  }

  /** Waits until the gateway sends requests to the registry again, after it took it for down. */
  void awaitAnswers() throws IOException {
    String path = "/v2/" + Places.PUBLIC + "/blobs/" + Places.PUBLIC_IMAGE.blob(1);
    Login login = new Login(Login.Credential.TOKEN, Login.Scope.REACHING);
    List<Field> headers =
        logins.header(Caller.NOBODY, login, Places.PUBLIC).stream()
            .map(value -> new Field("Authorization", value))
            .toList();
    WireRequest read = new WireRequest("HEAD", path, authority, headers, new byte[0], Framing.NONE);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int status = one.send(read).status();
    while (status == 503 && System.nanoTime() < deadline) {
      status = one.send(read).status();
    }
    if (status != 200) {
      throw new IllegalStateException("the gateway answers " + status + " for good");
    }
  }

  Wire wire(Protocol protocol) {
    return protocol == Protocol.HTTP_1 ? one : two;
  }

  @Override
  public void close() {
    registry.behave();
    one.close();
    two.close();
    front.close();
    gateway.close();
    source.close();
    registry.close();
  }
}
