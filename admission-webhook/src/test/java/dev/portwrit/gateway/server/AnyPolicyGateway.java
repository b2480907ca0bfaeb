package dev.portwrit.gateway.server;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.EmbeddedSettings;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.forward.UploadSessions;
import dev.portwrit.gateway.forward.UpstreamConnections;
import dev.portwrit.gateway.forward.UpstreamTimeouts;
import dev.portwrit.gateway.gate.PolicyView;
import dev.portwrit.gateway.identity.Authentication;
import dev.portwrit.gateway.identity.Identity;
import dev.portwrit.gateway.identity.IdentityListener;
import dev.portwrit.gateway.identity.IdentitySettings;
import dev.portwrit.gateway.identity.TokenKeySource;
import dev.portwrit.gateway.ledger.InProcessLocks;
import dev.portwrit.gateway.ledger.SqliteLedger;
import dev.portwrit.gateway.registry.LedgerWrites;
import dev.portwrit.gateway.upstream.HttpUpstream;
import dev.portwrit.gateway.upstream.UpstreamAuthorization;
import dev.portwrit.gateway.upstream.UpstreamSettings;
import dev.portwrit.gateway.write.ManifestWrites;
import dev.portwrit.gateway.write.PushGuardrail;
import dev.portwrit.gateway.write.UnseenWrites;
import dev.portwrit.gateway.write.WriteParts;
import dev.portwrit.gateway.write.WriteSettings;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryPattern;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A gateway with whatever policy a test gives it, before an embedded registry, that believes who a
 * request says it is from. Registry and ledger are empty at the beginning.
 */
final class AnyPolicyGateway implements AutoCloseable {
  /** That of everybody who has one. */
  static final String PASSWORD = "everybodys-password";

  private static final String CALLER = "Caller ";

  private final Path folder;
  private final Identity identity;
  private final EmbeddedRegistry registry;
  private final SqliteLedger ledger;
  private final UpstreamConnections connections;
  private final Gateway gateway;

  /** Begins with a policy at an instant. */
  AnyPolicyGateway(PolicyIndex index, Instant now) throws Exception {
    this(
        hub -> () -> new PolicyView(index, "generated", Optional.of(hub), Optional.empty()),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  /** Begins with policies that change, for a registry that they need not define. */
  AnyPolicyGateway(Function<Registry, Supplier<PolicyView>> policies, Clock clock)
      throws Exception {
    this(policies, clock, Set.of());
  }

  /** Begins with a policy at an instant, and asks these users and services for their passwords. */
  static AnyPolicyGateway withLogins(PolicyIndex index, Instant now, Set<String> names)
      throws Exception {
    return new AnyPolicyGateway(
        hub -> () -> new PolicyView(index, "generated", Optional.of(hub), Optional.empty()),
        Clock.fixed(now, ZoneOffset.UTC),
        names);
  }

  private AnyPolicyGateway(
      Function<Registry, Supplier<PolicyView>> policies, Clock clock, Set<String> names)
      throws Exception {
    folder = Files.createTempDirectory("portwrit-any-policy");
    identity = identity(folder, names);
    registry =
        EmbeddedRegistry.start(EmbeddedSettings.in(folder.resolve("registry")).unannounced());
    ledger = SqliteLedger.open(folder.resolve("ledger"));
    UpstreamAuthorization login = UpstreamAuthorization.basic("gateway", "unused");
    connections = new UpstreamConnections(registry.url(), login, UpstreamTimeouts.DEFAULT);
    Registry hub = hub(registry.url());
    HttpUpstream upstream =
        new HttpUpstream(
            connections.client(), UpstreamSettings.of(registry.url(), hub.type()), login);
    Supplier<PolicyView> views = policies.apply(hub);
    WriteParts parts =
        new WriteParts(
            () -> views.get().forWrites(),
            ledger,
            new InProcessLocks(),
            upstream,
            decision -> {},
            PushGuardrail.none(),
            WriteSettings.DEFAULT,
            clock);
    ManifestWrites writes = new ManifestWrites(parts);
    gateway =
        Gateway.start(
            new GatewayConfiguration(
                hub,
                Network.of(new ListenAddress("127.0.0.1", 0)),
                new Pace(UpstreamTimeouts.DEFAULT, Duration.ofMillis(100), 0)),
            new GatewayParts(
                connections,
                upstream,
                names.isEmpty()
                    ? (authorization, address) -> caller(authorization)
                    : identity.authenticator()::authenticate,
                identity::challenge,
                identity.tokens(),
                views,
                new LedgerWrites(writes),
                new UnseenWrites(parts),
                writes::admit,
                new WarmUp.Silence(),
                new UploadSessions(() -> identity.derivedKeys("uploads")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                clock,
                new SimpleMeterRegistry(),
                () -> "",
                List::of));
  }

  private static Identity identity(Path folder, Set<String> names) throws Exception {
    String hash = BCrypt.withDefaults().hashToString(4, PASSWORD.toCharArray());
    String users =
        names.stream().map(name -> name + ":" + hash + "\n").collect(Collectors.joining());
    return Identity.open(
        new IdentitySettings(
            "hub",
            Files.writeString(
                folder.resolve("users"), users.isEmpty() ? "nobody:" + hash + "\n" : users),
            new TokenKeySource.Given("k1 " + "A".repeat(43) + "\n"),
            IdentitySettings.DEFAULT_TOKEN_LIFETIME,
            Optional.empty()),
        Clock.systemUTC(),
        new SimpleMeterRegistry(),
        IdentityListener.NONE);
  }

  private static Registry hub(URI url) {
    return new Registry(
        new Place("registry.yaml", 1, 1),
        "hub",
        Registry.Type.DISTRIBUTION,
        List.of(new RepositoryPattern("**")),
        Registry.Mode.OBSERVE,
        true,
        Optional.of(url),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of());
  }

  private static Authentication caller(Optional<String> authorization) {
    return authorization
        .filter(value -> value.startsWith(CALLER))
        .flatMap(value -> Subject.parse(value.substring(CALLER.length())))
        .<Authentication>map(subject -> new Authentication.Authenticated(subject, Optional.empty()))
        .orElseGet(Authentication.Anonymous::new);
  }

  /** The registry, past the gateway. */
  RegistryClient behind() {
    return new RegistryClient(registry.url());
  }

  /** Requests of somebody. */
  RegistryClient as(Subject subject) {
    return new RegistryClient(
        URI.create("http://127.0.0.1:" + gateway.port()), "Authorization", CALLER + subject);
  }

  /** Requests with an {@code Authorization}, or without one if it is empty. */
  RegistryClient with(String authorization) {
    URI url = URI.create("http://127.0.0.1:" + gateway.port());
    return authorization.isEmpty()
        ? new RegistryClient(url)
        : new RegistryClient(url, "Authorization", authorization);
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    connections.close();
    identity.close();
    ledger.close();
    registry.close();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
