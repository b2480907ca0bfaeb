package dev.portwrit.gateway.server;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.portwrit.gateway.decisionlog.DecisionLog;
import dev.portwrit.gateway.decisionlog.DecisionLogSettings;
import dev.portwrit.gateway.forward.UploadSessions;
import dev.portwrit.gateway.forward.UpstreamConnections;
import dev.portwrit.gateway.forward.UpstreamTimeouts;
import dev.portwrit.gateway.gate.DecisionRecords;
import dev.portwrit.gateway.gate.PolicyView;
import dev.portwrit.gateway.identity.Identity;
import dev.portwrit.gateway.identity.IdentityListener;
import dev.portwrit.gateway.identity.IdentitySettings;
import dev.portwrit.gateway.identity.TokenKeySource;
import dev.portwrit.gateway.ledger.InProcessLocks;
import dev.portwrit.gateway.ledger.SqliteLedger;
import dev.portwrit.gateway.upstream.HttpUpstream;
import dev.portwrit.gateway.upstream.TrustedCertificates;
import dev.portwrit.gateway.upstream.UpstreamAuthorization;
import dev.portwrit.gateway.upstream.UpstreamHealth;
import dev.portwrit.gateway.upstream.UpstreamSettings;
import dev.portwrit.gateway.write.PushAdmission;
import dev.portwrit.gateway.write.PushAnswer;
import dev.portwrit.gateway.write.PushGuardrail;
import dev.portwrit.gateway.write.PushQuestion;
import dev.portwrit.gateway.write.UnseenWrites;
import dev.portwrit.gateway.write.WriteParts;
import dev.portwrit.gateway.write.WriteSettings;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Workspace;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A gateway on a free port before some registry, with the users and policies of the tests. */
final class GatewayFixture implements AutoCloseable {
  /** The gateway's own login, which no client may ever see. */
  static final String UPSTREAM_PASSWORD = "the-gateways-own-secret";

  volatile PolicyView policy;
  final DirectWrites writes;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Path folder;
  final Gateway gateway;
  private final HttpUpstream upstream;
  private final UpstreamConnections connections;
  private final Identity identity;
  private final DecisionLog log;
  final SqliteLedger ledger;

  private GatewayFixture(
      Path folder,
      URI registry,
      String type,
      UnaryOperator<GatewayConfiguration> change,
      Optional<KeyStore> trusted,
      boolean followsRedirects)
      throws Exception {
    this.folder = folder;
    Workspace workspace = PolicyText.workspace(registry, type);
    Registry hub = PolicyText.registry(workspace);
    this.policy = PolicyText.view(workspace);
    GatewayConfiguration configuration =
        change.apply(
            new GatewayConfiguration(
                hub,
                Network.of(new ListenAddress("127.0.0.1", 0)),
                new Pace(
                    new UpstreamTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(10)),
                    Duration.ofMillis(500),
                    0)));
    UpstreamAuthorization login = UpstreamAuthorization.basic("gateway", UPSTREAM_PASSWORD);
    this.connections =
        new UpstreamConnections(
            configuration.registryAddress(),
            client -> login,
            configuration.pace().upstream(),
            trusted,
            UpstreamHealth.unwatched(),
            followsRedirects);
    this.upstream =
        new HttpUpstream(
            connections.client(),
            UpstreamSettings.of(configuration.registryAddress(), hub.type()),
            login);
    this.writes = new DirectWrites(upstream);
    this.ledger = SqliteLedger.open(folder.resolve("fixture-ledger"));
    this.identity =
        Identity.open(
            new IdentitySettings(
                "hub",
                usersFile(folder),
                new TokenKeySource.Given("k1 " + "A".repeat(43) + "\n"),
                IdentitySettings.DEFAULT_TOKEN_LIFETIME,
                Optional.empty()),
            Clock.systemUTC(),
            meters,
            IdentityListener.NONE);
    this.log =
        DecisionLog.open(
            folder.resolve("log"), DecisionLogSettings.DEFAULT, Clock.systemUTC(), meters);
    this.gateway =
        Gateway.start(
            configuration,
            new GatewayParts(
                connections,
                upstream,
                identity.authenticator()::authenticate,
                identity::challenge,
                identity.tokens(),
                () -> policy,
                writes,
                new UnseenWrites(unseen()),
                this::admit,
                DecisionRecords.Log.of(log),
                new UploadSessions(() -> identity.derivedKeys("uploads")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Clock.systemUTC(),
                meters,
                () -> "portwrit_requests_total 1\n",
                () -> List.of("policy " + policy.version())));
  }

  static GatewayFixture before(URI registry, Path folder) throws Exception {
    return before(registry, "distribution", folder, UnaryOperator.identity());
  }

  /** One that fetches blobs itself from where the registry has them. */
  static GatewayFixture following(URI registry, Path folder) throws Exception {
    return new GatewayFixture(
        folder, registry, "distribution", UnaryOperator.identity(), Optional.empty(), true);
  }

  static GatewayFixture before(
      URI registry, String type, Path folder, UnaryOperator<GatewayConfiguration> change)
      throws Exception {
    return new GatewayFixture(folder, registry, type, change, Optional.empty(), false);
  }

  /** One before a registry with a certificate of a private authority. */
  static GatewayFixture trusting(Path authority, URI registry, Path folder) throws Exception {
    return new GatewayFixture(
        folder,
        registry,
        "distribution",
        UnaryOperator.identity(),
        Optional.of(TrustedCertificates.with(authority)),
        false);
  }

  private static Path usersFile(Path folder) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (String name : new String[] {"ada", "bob", "cy", "eve", "zoe", "acme/ci"}) {
      lines.append(name).append(':');
      lines.append(BCrypt.withDefaults().hashToString(4, (name + "-pw").toCharArray()));
      lines.append('\n');
    }
    return Files.writeString(folder.resolve("users"), lines.toString());
  }

  private WriteParts unseen() {
    return new WriteParts(
        () -> policy.forWrites(),
        ledger,
        new InProcessLocks(),
        upstream,
        log::append,
        PushGuardrail.none(),
        WriteSettings.DEFAULT,
        Clock.systemUTC());
  }

  private PushAnswer admit(PushQuestion question) {
    return new PushAdmission(upstream, PushGuardrail.none())
        .ask(question, policy.forWrites(), Clock.systemUTC().instant());
  }

  /** The Basic header of one of the users. */
  static String basic(String name) {
    byte[] pair = (name + ":" + name + "-pw").getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  int port() {
    return gateway.port();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** The lines of the decision log so far. */
  String logged() throws Exception {
    StringBuilder text = new StringBuilder();
    try (var files = Files.list(log.folder())) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    gateway.close();
    connections.close();
    identity.close();
    ledger.close();
    log.close();
  }
}
