package dev.portwrit.gateway;

import static dev.portwrit.embedded.RegistryClient.INDEX;
import static dev.portwrit.embedded.RegistryClient.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.embedded.Credentials;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.decisionlog.DecisionLogVerifier;
import dev.portwrit.gateway.decisionlog.Verification;
import dev.portwrit.gateway.ledger.LedgerEntry;
import dev.portwrit.gateway.ledger.SqliteLedger;
import dev.portwrit.neighbour.Htpasswd;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.neighbour.RunningRegistry;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A gateway that is killed while many push, again and again, before a registry that lives on. */
class KilledGatewayIT {
  private static final String API = "acme/pay/api";

  /** Bob may move it, under an exception. */
  private static final String MOVABLE = "v1.4.2";

  private static final Credentials LOGIN = new Credentials("gateway", "upstream-secret");
  private static final List<String> WRITERS = List.of("bob", "cy", "acme/ci", "bob", "cy", "bob");
  private static final int ROUNDS = 6;
  private static final long ENOUGH_NANOS = Duration.ofSeconds(15).toNanos();

  @TempDir Path folder;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final Map<String, Digest> first = new ConcurrentHashMap<>();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();
  private final Semaphore pushes = new Semaphore(0);

  @ParameterizedTest
  @EnumSource(
      value = RegistryKind.class,
      names = {"EMBEDDED", "DEBIAN"})
  void kill_whileManyPush_losesNothingAndMovesNothing(RegistryKind kind) throws Exception {
    System.out.println("KilledGatewayIT before " + kind + " runs with seed " + seed);
    try (RunningRegistry registry = kind.start(folder.resolve("upstream"), LOGIN)) {
      Path workspace = workspace(registry.url());
      Path users =
          Htpasswd.write(
              folder.resolve("users"),
              Set.copyOf(WRITERS).stream().map(this::login).toArray(Credentials[]::new));
      RegistryClient behind =
          new RegistryClient(registry.url(), "Authorization", LOGIN.authorization());
      long end = System.nanoTime() + ENOUGH_NANOS;
      int round = 0;
      for (; round < 2 || (round < ROUNDS && System.nanoTime() < end); round++) {
        // The clock goes on meanwhile, so that what was under way cannot land any more.
        try (GatewayProcess gateway = start(workspace, users, round)) {
          keeps(behind);
          pushUntilKilled(gateway, round);
        }
        assertThat(broken).as("seed " + seed).isEmpty();
      }
      try (GatewayProcess gateway = start(workspace, users, round)) {
        keeps(behind);
        converges(gateway, behind);
        gateway.kill();
      }
      agrees(behind);
      verifies();
    }
  }

  private Path workspace(URI registry) throws IOException {
    Path username = Files.writeString(folder.resolve("username"), LOGIN.username());
    Path password = Files.writeString(folder.resolve("password"), LOGIN.password());
    return AcmeWorkspace.in(folder.resolve("policies"), registry, username, password).folder();
  }

  private GatewayProcess start(Path workspace, Path users, int round) throws IOException {
    Duration ahead = Duration.ofMinutes(3L * round);
    Path log = folder.resolve("gateway.log");
    return GatewayProcess.start(workspace, users, ledger(), ahead, log);
  }

  private Path ledger() {
    return folder.resolve("ledger");
  }

  private Credentials login(String user) {
    return new Credentials(user, GatewayScene.password(user));
  }

  private RegistryClient client(GatewayProcess gateway, String user) {
    return new RegistryClient(
        URI.create("http://" + gateway.address()), "Authorization", login(user).authorization());
  }

  private void pushUntilKilled(GatewayProcess gateway, int round) throws Exception {
    pushes.drainPermits();
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS.size(); i++) {
      RegistryClient client = client(gateway, WRITERS.get(i));
      String user = WRITERS.get(i);
      String name = round + "-" + i;
      Random own = new Random(random.nextLong());
      Thread writer = new Thread(() -> pushForEver(client, user, name, own));
      writer.start();
      writers.add(writer);
    }
    assertThat(pushes.tryAcquire(5, 20, TimeUnit.SECONDS)).isTrue();
    assertThat(gateway.livesFor(Duration.ofMillis(random.nextInt(900)))).isTrue();
    gateway.kill();
    for (Thread writer : writers) {
      writer.join(30_000);
    }
  }

  private void pushForEver(RegistryClient client, String user, String name, Random own) {
    try {
      for (int n = 0; true; n++) {
        // Few tags a round, and old ones again, so that most pushes race or repeat.
        String tag =
            switch (own.nextInt(6)) {
              case 0 -> MOVABLE;
              case 1 -> "latest";
              case 2 -> "v0-" + own.nextInt(20);
              default -> "v" + name.charAt(0) + "-" + own.nextInt(60);
            };
        push(client, user, tag, index(name + "-" + n));
      }
    } catch (IOException e) {
      // The gateway is dead.
    } catch (InterruptedException | RuntimeException e) {
      broken.add(String.valueOf(e));
    }
  }

  private int push(RegistryClient client, String user, String tag, byte[] index)
      throws IOException, InterruptedException {
    asked.add(tag);
    Digest digest = Digest.sha256(index);
    HttpResponse<byte[]> answer = client.pushManifest(API, tag, INDEX, index);
    if (answer.statusCode() == 201) {
      pushes.release();
      acknowledged.add("\"tags\":[\"" + tag + "\"],\"digest\":\"" + digest + "\"");
      Digest held = first.putIfAbsent(tag, digest);
      if (isImmutable(tag) && held != null && !held.equals(digest)) {
        broken.add(user + " moved " + tag + " from " + held + " to " + digest);
      }
    } else if (!List.of(403, 503).contains(answer.statusCode())) {
      broken.add(tag + ": " + answer.statusCode() + " " + RegistryClient.text(answer));
    }
    return answer.statusCode();
  }

  private static boolean isImmutable(String tag) {
    return tag.startsWith("v") && !tag.equals(MOVABLE);
  }

  private static byte[] index(String name) {
    return bytes(
        """
        {"schemaVersion":2,"mediaType":"%s","manifests":[],"annotations":{"n":"%s"}}"""
            .formatted(INDEX, name));
  }

  /** What was acknowledged is there, and what is there once stays as it is. */
  private void keeps(RegistryClient behind) throws Exception {
    for (String tag : new TreeSet<>(asked)) {
      if (isImmutable(tag)) {
        Optional<Digest> there = read(behind, tag);
        there.ifPresent(digest -> first.putIfAbsent(tag, digest));
        assertThat(there)
            .as("%s, seed %d", tag, seed)
            .isEqualTo(Optional.ofNullable(first.get(tag)));
      }
    }
  }

  private static Optional<Digest> read(RegistryClient behind, String tag) throws Exception {
    HttpResponse<byte[]> answer =
        behind.send(
            "GET", "/v2/" + API + "/manifests/" + tag, "Accept", RegistryClient.ANY_MANIFEST);
    assertThat(answer.statusCode()).isIn(200, 404);
    return answer.statusCode() == 200
        ? Optional.of(Digest.sha256(answer.body()))
        : Optional.empty();
  }

  /** Every tag can be pushed to, or refuses for good. */
  private void converges(GatewayProcess gateway, RegistryClient behind) throws Exception {
    RegistryClient cy = client(gateway, "cy");
    for (String tag : new TreeSet<>(asked)) {
      if (isImmutable(tag)) {
        boolean wasThere = read(behind, tag).isPresent();
        int status = push(cy, "cy", tag, index("last-" + tag));
        assertThat(status).as("%s, seed %d", tag, seed).isEqualTo(wasThere ? 403 : 201);
      }
    }
    assertThat(push(client(gateway, "bob"), "bob", MOVABLE, index("last"))).isEqualTo(201);
    keeps(behind);
    assertThat(broken).as("seed " + seed).isEmpty();
  }

  private void agrees(RegistryClient behind) throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(ledger())) {
      assertThat(ledger.pending()).as("seed " + seed).isEmpty();
      List<LedgerEntry> entries = ledger.entries(new RepositoryName(API));
      assertThat(entries).hasSizeGreaterThan(10);
      for (LedgerEntry entry : entries) {
        assertThat(read(behind, entry.tag().value()).map(Held::new))
            .as("%s, seed %d", entry, seed)
            .contains((Held) entry.state());
      }
    }
  }

  /** The log is one whole chain and holds a line for each push that was acknowledged. */
  private void verifies() throws IOException {
    List<Path> files = DecisionLogVerifier.filesOf(folder.resolve("ledger.decisions"));
    assertThat(DecisionLogVerifier.verify(files, Optional.empty()))
        .isInstanceOf(Verification.Intact.class);
    StringBuilder log = new StringBuilder();
    for (Path file : files) {
      log.append(Files.readString(file));
    }
    String text = log.toString();
    assertThat(acknowledged).hasSizeGreaterThan(20).allMatch(text::contains);
  }
}
