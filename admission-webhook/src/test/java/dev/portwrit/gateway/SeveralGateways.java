package dev.portwrit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.embedded.Credentials;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.identity.TokenKeySource;
import dev.portwrit.gateway.ledger.LedgerEntry;
import dev.portwrit.gateway.ledger.PostgresFixture;
import dev.portwrit.gateway.ledger.PostgresLedger;
import dev.portwrit.gateway.server.StateFiles;
import dev.portwrit.neighbour.Htpasswd;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Gateways in this process before one registry, with one ledger in PostgreSQL. */
final class SeveralGateways implements AutoCloseable {
  static final String API = "acme/pay/api";

  /** What the registry asks gateways for. */
  static final Credentials LOGIN = new Credentials("gateway", "upstream-secret");

  private final URI registry;
  private final PostgresFixture database;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final List<RunningGateway> gateways = new ArrayList<>();

  private SeveralGateways(URI registry, PostgresFixture database) {
    this.registry = registry;
    this.database = database;
  }

  static SeveralGateways before(URI registry, PostgresFixture database, Path folder)
      throws IOException {
    SeveralGateways all = new SeveralGateways(registry, database);
    Path workspace = workspace(registry, folder);
    Path users = users(folder);
    try {
      for (int i = 0; i < 3; i++) {
        Path own = Files.createDirectories(folder.resolve("gateway-" + i));
        StateFiles files =
            StateFiles.of(users, own.resolve("ledger"))
                .with(
                    Optional.of(new TokenKeySource.File(folder.resolve("key"))),
                    Optional.of(PostgresFixture.anyTime(database.settings().url())));
        all.gateways.add(RunningGateway.start(workspace, "local", files, all.clock()));
      }
      return all;
    } catch (IOException | RuntimeException e) {
      all.close();
      throw e;
    }
  }

  static Path workspace(URI registry, Path folder) throws IOException {
    Path username = Files.writeString(folder.resolve("username"), LOGIN.username());
    Path password = Files.writeString(folder.resolve("password"), LOGIN.password());
    return AcmeWorkspace.in(folder.resolve("policies"), registry, username, password).folder();
  }

  static Path users(Path folder) throws IOException {
    return Htpasswd.write(
        folder.resolve("users"),
        Stream.of("ada", "bob", "cy").map(SeveralGateways::login).toArray(Credentials[]::new));
  }

  private static Credentials login(String user) {
    return new Credentials(user, GatewayScene.password(user));
  }

  static RegistryClient client(String address, String user) {
    return new RegistryClient(
        URI.create("http://" + address), "Authorization", login(user).authorization());
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return Clock.systemUTC().instant().plus(ahead.get());
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  /** From now on no request that was sent before takes effect any more. */
  void timePasses() {
    ahead.updateAndGet(before -> before.plusMinutes(3));
  }

  /** Requests of a user through one of them, counted round. */
  RegistryClient client(int gateway, String user) {
    return client(gateways.get(gateway % gateways.size()).address(), user);
  }

  List<String> notes(int gateway) {
    return gateways.get(gateway).notes();
  }

  /** Requests to the registry itself. */
  RegistryClient behind() {
    return new RegistryClient(registry, "Authorization", LOGIN.authorization());
  }

  /** What the registry has under a tag, by its bytes. */
  Optional<Digest> there(String tag) throws IOException, InterruptedException {
    return there(behind(), tag);
  }

  static Optional<Digest> there(RegistryClient behind, String tag)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        behind.send(
            "GET", "/v2/" + API + "/manifests/" + tag, "Accept", RegistryClient.ANY_MANIFEST);
    assertThat(answer.statusCode()).isIn(200, 404);
    return answer.statusCode() == 200
        ? Optional.of(Digest.sha256(answer.body()))
        : Optional.empty();
  }

  /** Every row is settled and the registry has what it says. */
  void agree() throws Exception {
    agree(database, behind());
  }

  static void agree(PostgresFixture database, RegistryClient behind) throws Exception {
    try (PostgresLedger ledger = database.open()) {
      assertThat(ledger.pending()).isEmpty();
      for (LedgerEntry entry : ledger.entries(new RepositoryName(API))) {
        assertThat(there(behind, entry.tag().value()).map(Held::new))
            .as(entry.toString())
            .isEqualTo(Optional.of(entry.state()));
      }
    }
  }

  @Override
  public void close() {
    gateways.forEach(RunningGateway::close);
  }
}
