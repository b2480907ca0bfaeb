package dev.portwrit.gateway.server;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.embedded.Credentials;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.EmbeddedSettings;
import dev.portwrit.gateway.decisionlog.LogRecord;
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
import dev.portwrit.gateway.registry.LedgerWrites;
import dev.portwrit.gateway.upstream.HttpUpstream;
import dev.portwrit.gateway.upstream.UpstreamAuthorization;
import dev.portwrit.gateway.upstream.UpstreamSettings;
import dev.portwrit.gateway.write.ManifestWrites;
import dev.portwrit.gateway.write.PushGuardrail;
import dev.portwrit.gateway.write.UnseenWrites;
import dev.portwrit.gateway.write.WriteParts;
import dev.portwrit.gateway.write.WriteSettings;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Workspace;
import dev.portwrit.source.PolicyFile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the JVM see every path of a request often, before users do. A cold gateway takes 15 ms
 * longer for a push of a small image than a warm one, all of it the compiler of the JVM.
 *
 * <p>For that a second gateway of the same code is set up on the loopback address, before a
 * registry of its own, with a ledger and users of its own in a temporary folder, all of which is
 * gone afterwards. Nothing of it touches the real registry, ledger or log.
 */
final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final String REGISTRY = "warm-up";
  private static final String USER = "warm";

  private static final String POLICY =
      """
      organization: warm
      owners: [warm]
      ---
      protection: warm/releases
      repositories: [warm/**]
      tags: [v*]
      rule: immutable
      ---
      registry: warm-up
      type: distribution
      url: %s
      repositories: ["warm/**"]
      """;

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final String password = random();

  private WarmUp() {}

  /** Makes about so many requests. What goes wrong is logged and changes nothing. */
  static void run(int requests) {
    if (requests == 0) {
      return;
    }
    long begin = System.nanoTime();
    WarmUp warmUp = new WarmUp();
    try {
      Path folder = Files.createTempDirectory("portwrit-warm-up");
      warmUp.opened.push(() -> delete(folder));
      Gateway gateway = warmUp.gateway(folder);
      int made = new WarmUpClient(gateway.port(), USER, warmUp.password).run(requests);
      long millis = (System.nanoTime() - begin) / 1_000_000;
      LOG.info("warmed up with {} requests in {} ms", made, millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("the warm-up ended early, so the first requests will be slower: {}", e.toString());
    } finally {
      warmUp.close();
    }
  }

  private Gateway gateway(Path folder) throws Exception {
    Credentials credentials = new Credentials("gateway", random());
    EmbeddedRegistry registry =
        EmbeddedRegistry.start(
            EmbeddedSettings.in(folder.resolve("registry"))
                .withCredentials(credentials)
                .unannounced());
    opened.push(registry);
    PolicyView policy = policy(registry.url());
    UpstreamAuthorization login =
        UpstreamAuthorization.basic(credentials.username(), credentials.password());
    UpstreamConnections connections =
        new UpstreamConnections(registry.url(), login, UpstreamTimeouts.DEFAULT);
    opened.push(connections);
    SqliteLedger ledger = SqliteLedger.open(folder.resolve("ledger"));
    opened.push(ledger);
    Identity identity = identity(folder);
    opened.push(identity);
    GatewayConfiguration configuration =
        new GatewayConfiguration(
            policy.registry().orElseThrow(),
            Network.of(new ListenAddress("127.0.0.1", 0)),
            new Pace(UpstreamTimeouts.DEFAULT, Duration.ofMillis(100), 0));
    HttpUpstream upstream =
        new HttpUpstream(
            connections.client(),
            UpstreamSettings.of(registry.url(), configuration.registry().type()),
            login);
    WriteParts parts =
        new WriteParts(
            policy::forWrites,
            ledger,
            new InProcessLocks(),
            upstream,
            decision -> {},
            PushGuardrail.none(),
            WriteSettings.DEFAULT,
            Clock.systemUTC());
    ManifestWrites writes = new ManifestWrites(parts);
    Gateway gateway =
        Gateway.start(
            configuration,
            new GatewayParts(
                connections,
                upstream,
                identity.authenticator()::authenticate,
                identity::challenge,
                identity.tokens(),
                () -> policy,
                new LedgerWrites(writes),
                new UnseenWrites(parts),
                writes::admit,
                new Silence(),
                new UploadSessions(() -> identity.derivedKeys("uploads")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Clock.systemUTC(),
                new SimpleMeterRegistry(),
                () -> "",
                List::of));
    opened.push(gateway);
    return gateway;
  }

  private static PolicyView policy(URI registry) {
    Workspace workspace =
        new PolicyCompiler(Set.of())
            .compile(
                List.of(
                    PolicyFile.of(PolicyCompiler.SETTINGS_FILE, "version: 1\n"),
                    PolicyFile.of("warm.yaml", POLICY.formatted(registry))))
            .workspace()
            .orElseThrow(() -> new IllegalStateException("the policy of the warm-up is wrong"));
    return PolicyView.of(PolicyIndex.of(workspace), REGISTRY, REGISTRY, Optional.empty());
  }

  private Identity identity(Path folder) throws Exception {
    String hash = BCrypt.withDefaults().hashToString(4, password.toCharArray());
    Path users = Files.writeString(folder.resolve("users"), USER + ":" + hash + "\n");
    return Identity.open(
        new IdentitySettings(
            REGISTRY,
            users,
            new TokenKeySource.Given("warm " + random() + "\n"),
            IdentitySettings.DEFAULT_TOKEN_LIFETIME,
            Optional.empty()),
        Clock.systemUTC(),
        new SimpleMeterRegistry(),
        IdentityListener.NONE);
  }

  private static String random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.warn("the warm-up did not end cleanly: {}", e.getMessage());
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** A log that keeps nothing. */
  static final class Silence implements DecisionRecords.Log {
    @Override
    public void append(LogRecord decision) {}

    @Override
    public void note(LogRecord decision) {}
  }
}
