package dev.portwrit.gateway;

import static dev.portwrit.embedded.RegistryClient.INDEX;
import static dev.portwrit.gateway.SeveralGateways.API;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.ledger.PostgresFixture;
import dev.portwrit.neighbour.PostgresServer;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.neighbour.RunningRegistry;
import dev.portwrit.reference.Digest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database of three gateways goes away, as by a crash, and comes back; takes no writes for a
 * while; is slow.
 */
class PostgresOutageIT {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

  @TempDir Path folder;

  private final RaceRecord race = new RaceRecord();
  private PostgresServer server;
  private PostgresFixture database;
  private RunningRegistry registry;
  private SeveralGateways gateways;

  @BeforeEach
  void start() throws Exception {
    server = PostgresServer.start();
    database = PostgresFixture.on(server);
    registry = RegistryKind.EMBEDDED.start(folder.resolve("up"), SeveralGateways.LOGIN);
    gateways = SeveralGateways.before(registry.url(), database, folder);
  }

  @AfterEach
  void stop() {
    gateways.close();
    registry.close();
    server.close();
  }

  @Test
  void databaseAway_writesAreRefusedPullsGoOnAndItRecoversByItself() throws Exception {
    RegistryClient cy = gateways.client(0, "cy");
    assertThat(push("v1", "first")).isEqualTo(201);
    server.crash();

    for (int gateway = 0; gateway < 3; gateway++) {
      RegistryClient own = gateways.client(gateway, "cy");
      for (String tag : List.of("v1", "v2", "latest")) {
        HttpResponse<byte[]> answer =
            own.pushManifest(API, tag, INDEX, RaceRecord.index("meanwhile"));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(RegistryClient.text(answer)).contains("the gateway's ledger cannot be used");
      }
      assertThat(
              gateways
                  .client(gateway, "ada")
                  .send("DELETE", "/v2/" + API + "/manifests/v1")
                  .statusCode())
          .isEqualTo(503);
      HttpResponse<byte[]> pulled =
          own.send("GET", "/v2/" + API + "/manifests/v1", "Accept", INDEX);
      assertThat(pulled.statusCode()).isEqualTo(200);
      assertThat(pulled.body()).isEqualTo(RaceRecord.index("first"));
    }
    awaitNote(lines -> lines.contains("cannot be reached"));
    assertThat(gateways.there("v2")).isEmpty();
    assertThat(gateways.there("latest")).isEmpty();

    server.restart();
    until(() -> cy.pushManifest(API, "v2", INDEX, RaceRecord.index("after")).statusCode() == 201);
    awaitNote(lines -> !lines.contains("cannot be reached"));
    // Each gateway finds out for itself, a second after its last attempt at the earliest.
    until(() -> push("v1", "other") != 503);
    assertThat(push("v1", "other")).isEqualTo(403);
    gateways.agree();
  }

  @Test
  void databaseReadOnly_writesAreRefusedPullsGoOnAndItRecoversByItself() throws Exception {
    assertThat(push("v1", "first")).isEqualTo(201);
    database.readOnly(true);
    database.endSessions();

    for (int gateway = 0; gateway < 3; gateway++) {
      RegistryClient own = gateways.client(gateway, "cy");
      until(() -> own.pushManifest(API, "v2", INDEX, RaceRecord.index("x")).statusCode() == 503);
      assertThat(pulled(own)).isEqualTo(RaceRecord.index("first"));
    }
    assertThat(push("v1", "other")).isIn(403, 503);
    assertThat(gateways.there("v2")).isEmpty();

    database.readOnly(false);
    database.endSessions();
    until(() -> push("v2", "after") == 201);
    assertThat(push("v1", "other")).isEqualTo(403);
    gateways.agree();
  }

  @Test
  void databaseSlow_pullsGoOn_andNoWriteIsSentBeforeTheLedgerHasIt() throws Exception {
    assertThat(push("v1", "first")).isEqualTo(201);
    ExecutorService threads = Executors.newCachedThreadPool();
    Future<Integer> held;
    Future<Integer> moved;
    try (Connection blocking = database.connect();
        Statement statement = blocking.createStatement()) {
      blocking.setAutoCommit(false);
      // Whoever writes an intent waits, as for a disk that takes its time.
      statement.execute("LOCK TABLE tag_intent, tag_state IN EXCLUSIVE MODE");
      held = threads.submit(() -> push("v2", "slow"));
      moved = threads.submit(() -> push("v1", "other"));
      until(() -> database.waiting() > 0);
      for (int gateway = 0; gateway < 3; gateway++) {
        assertThat(pulled(gateways.client(gateway, "cy"))).isEqualTo(RaceRecord.index("first"));
      }
      assertThat(gateways.there("v2")).isEmpty();
      blocking.rollback();
    }
    assertThat(held.get()).isIn(201, 503);
    assertThat(moved.get()).isEqualTo(403);
    threads.shutdown();
    until(() -> push("v2", "slow") == 201);
    assertThat(push("v2", "other")).isEqualTo(403);
    gateways.agree();
  }

  @Test
  void databaseCrashes_whileManyPush_moveNothing() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("PostgresOutageIT crashes the database with seed " + seed);
    Random random = new Random(seed);
    Semaphore pushed = new Semaphore(0);
    List<Callable<Integer>> clients = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      RegistryClient client = gateways.client(i, "cy");
      Random own = new Random(seed + i);
      String name = "client " + i;
      clients.add(
          () -> {
            int done = 0;
            for (int n = 0; n < 40; n++) {
              String tag = "v" + own.nextInt(60);
              race.pushOnce(client, tag, INDEX, RaceRecord.index(name + n));
              pushed.release();
              done++;
            }
            return done;
          });
    }
    clients.add(
        () -> {
          for (int crash = 0; crash < 3; crash++) {
            // By what was pushed, so that it falls into the race on any machine.
            if (pushed.tryAcquire(20 + random.nextInt(150), 30, TimeUnit.SECONDS)) {
              server.crash();
              server.restart();
            }
          }
          return 0;
        });
    RaceRecord.together(clients);
    assertThat(race.unexpected()).isEmpty();
    gateways.timePasses();
    for (int i = 0; i < 60; i++) {
      String tag = "v" + i;
      Optional<Digest> there = gateways.there(tag);
      race.winner(tag)
          .ifPresent(winner -> assertThat(there).as("%s, seed %d", tag, seed).contains(winner));
      until(() -> push(tag, "last") != 503);
      assertThat(push(tag, "other")).as("%s, seed %d", tag, seed).isEqualTo(403);
      there.ifPresent(
          digest ->
              assertThat(race.winner(tag).orElse(digest))
                  .as("%s, seed %d", tag, seed)
                  .isEqualTo(digest));
    }
    gateways.agree();
  }

  private static byte[] pulled(RegistryClient client) throws Exception {
    HttpResponse<byte[]> answer =
        client.send("GET", "/v2/" + API + "/manifests/v1", "Accept", INDEX);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private int push(String tag, String name) throws Exception {
    return race.pushOnce(gateways.client(1, "cy"), tag, INDEX, RaceRecord.index(name));
  }

  private void awaitNote(Predicate<String> expected) throws Exception {
    until(() -> expected.test(String.join("\n", gateways.notes(0))));
  }

  /** Asks again and again; there is nothing to wait for but what comes by itself. */
  private static void until(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.call()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
