package dev.portwrit.gateway;

import static dev.portwrit.embedded.RegistryClient.INDEX;
import static dev.portwrit.embedded.RegistryClient.MANIFEST;
import static dev.portwrit.embedded.RegistryClient.bytes;
import static dev.portwrit.gateway.SeveralGateways.API;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.EmbeddedSettings;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.embedded.SeenRequest;
import dev.portwrit.embedded.Vice;
import dev.portwrit.gateway.ledger.PostgresFixture;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.neighbour.RunningRegistry;
import dev.portwrit.reference.Digest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many clients who write one protected tag through three gateways that share a ledger in
 * PostgreSQL: one of them makes it, and nobody moves or harms it after.
 */
class PostgresRacesIT {
  private static final int CLIENTS = 200;

  @TempDir Path folder;

  private final RaceRecord race = new RaceRecord();

  @ParameterizedTest
  @EnumSource(
      value = RegistryKind.class,
      names = {"EMBEDDED", "DEBIAN"})
  void newRelease_byTwoHundredWithDifferentDigests_isMadeByOne(RegistryKind kind) throws Exception {
    try (RunningRegistry registry = kind.start(folder.resolve("up"), SeveralGateways.LOGIN);
        SeveralGateways gateways =
            SeveralGateways.before(registry.url(), PostgresFixture.shared(), folder)) {
      List<Integer> statuses = pushTogether(gateways, "v1");

      assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
      assertThat(statuses).filteredOn(status -> status == 403).hasSize(CLIENTS - 1);
      assertThat(gateways.there("v1")).isPresent().isEqualTo(race.winner("v1"));
      gateways.agree();
    }
  }

  @Test
  void newRelease_byTwoHundredWithOneDigest_isCreatedForEach() throws Exception {
    try (RunningRegistry registry =
            RegistryKind.EMBEDDED.start(folder.resolve("up"), SeveralGateways.LOGIN);
        SeveralGateways gateways =
            SeveralGateways.before(registry.url(), PostgresFixture.shared(), folder)) {
      List<RegistryClient> cy = clients(gateways, "cy");
      List<Callable<Integer>> pushes = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        RegistryClient client = cy.get(i % 3);
        pushes.add(() -> race.push(client, "v1", INDEX, RaceRecord.index("same")));
      }
      assertThat(RaceRecord.together(pushes)).containsOnly(201);
      assertThat(gateways.there("v1")).isPresent().isEqualTo(race.winner("v1"));
      gateways.agree();
    }
  }

  private List<Integer> pushTogether(SeveralGateways gateways, String tag) throws Exception {
    List<RegistryClient> cy = clients(gateways, "cy");
    List<Callable<Integer>> pushes = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      RegistryClient client = cy.get(i % 3);
      byte[] index = RaceRecord.index("client " + i);
      pushes.add(() -> race.push(client, tag, INDEX, index));
    }
    List<Integer> statuses = RaceRecord.together(pushes);
    assertThat(race.unexpected()).isEmpty();
    return statuses;
  }

  /** One a gateway. */
  private static List<RegistryClient> clients(SeveralGateways gateways, String user) {
    return IntStream.range(0, 3).mapToObj(i -> gateways.client(i, user)).toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = RegistryKind.class,
      names = {"EMBEDDED", "DEBIAN"})
  void newRelease_whileItsPartsAreMountedAndDeleted_isWhole(RegistryKind kind) throws Exception {
    try (RunningRegistry registry = kind.start(folder.resolve("up"), SeveralGateways.LOGIN);
        SeveralGateways gateways =
            SeveralGateways.before(registry.url(), PostgresFixture.shared(), folder)) {
      for (String tag : List.of("v1", "v2", "v3")) {
        List<Callable<Integer>> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          clients.addAll(pushAndDelete(gateways, tag, i));
        }
        RaceRecord.together(clients);
        Optional<Digest> there = gateways.there(tag);
        // Whoever made it was perhaps told nothing, but nobody was told otherwise.
        race.winner(tag).ifPresent(winner -> assertThat(there).contains(winner));
        if (there.isPresent()) {
          isWhole(gateways, tag);
        }
      }
      gateways.agree();
    }
  }

  /** One who mounts a layer, pushes an image of it, and two who would like to take it away. */
  private List<Callable<Integer>> pushAndDelete(SeveralGateways gateways, String tag, int number)
      throws Exception {
    String layer = tag + " layer " + number;
    Digest blob = gateways.behind().pushBlob("acme/pay/base", bytes(layer));
    byte[] image = gateways.behind().manifest("acme/pay/base", layer);
    String api = "/v2/" + API;
    RegistryClient cy = gateways.client(number, "cy");
    RegistryClient ada = gateways.client(number + 1, "ada");
    RegistryClient adaElsewhere = gateways.client(number + 2, "ada");
    return List.of(
        () -> {
          cy.pushBlob(API, bytes("{}"));
          cy.send("POST", api + "/blobs/uploads/?mount=" + blob + "&from=acme/pay/base");
          return race.pushOnce(cy, tag, MANIFEST, image);
        },
        () -> ada.send("DELETE", api + "/blobs/" + blob).statusCode(),
        () -> {
          String manifest = api + "/manifests/" + Digest.sha256(image);
          int status = 404;
          for (int i = 0; i < 10 && status == 404; i++) {
            status = adaElsewhere.send("DELETE", manifest).statusCode();
          }
          return status;
        });
  }

  private static void isWhole(SeveralGateways gateways, String tag) throws Exception {
    RegistryClient behind = gateways.behind();
    String manifest =
        RegistryClient.text(
            behind.send("GET", "/v2/" + API + "/manifests/" + tag, "Accept", MANIFEST));
    for (String part : manifest.split("\"", -1)) {
      Optional<Digest> digest = Digest.parse(part);
      if (digest.isPresent()) {
        int status = behind.send("GET", "/v2/" + API + "/blobs/" + part).statusCode();
        assertThat(status).as("%s needs %s", tag, part).isEqualTo(200);
      }
    }
  }

  @Test
  void newRelease_beforeARegistryThatDiesBeforeItsAnswer_isMadeByOne() throws Exception {
    EmbeddedSettings settings =
        new EmbeddedSettings(folder.resolve("up"), 0, Optional.of(SeveralGateways.LOGIN), true);
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(settings);
        SeveralGateways gateways =
            SeveralGateways.before(registry.url(), PostgresFixture.shared(), folder)) {
      for (String tag : List.of("v1", "v2", "v3", "v4")) {
        // The first is done and not answered, the next dies before it is looked at.
        registry
            .vices()
            .turnOn(
                Vice.LOSES_ANSWER, SeenRequest.nth(1, SeenRequest.to("PUT", "/manifests/" + tag)));
        registry
            .vices()
            .turnOn(
                Vice.CLOSES_CONNECTION,
                SeenRequest.nth(2, SeenRequest.to("PUT", "/manifests/" + tag)));
        pushTogether(gateways, tag);
        Optional<Digest> there = gateways.there(tag);
        assertThat(there).isPresent();
        race.winner(tag).ifPresent(winner -> assertThat(there).contains(winner));
      }
      gateways.agree();
    }
  }

  @Test
  void sessionsThatEnd_whileManyPush_moveNothing() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("PostgresRacesIT ends sessions with seed " + seed);
    PostgresFixture database = PostgresFixture.shared();
    try (RunningRegistry registry =
            RegistryKind.EMBEDDED.start(folder.resolve("up"), SeveralGateways.LOGIN);
        SeveralGateways gateways = SeveralGateways.before(registry.url(), database, folder)) {
      AtomicBoolean isOver = new AtomicBoolean();
      List<Callable<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        RegistryClient client = gateways.client(i, "cy");
        Random own = new Random(seed + i);
        String name = "client " + i;
        clients.add(
            () -> {
              int done = 0;
              for (int n = 0; n < 25; n++) {
                race.pushOnce(client, "v" + own.nextInt(40), INDEX, RaceRecord.index(name + n));
                done++;
              }
              return done;
            });
      }
      Thread breaker = new Thread(() -> endSessionsUntil(isOver, database));
      breaker.start();
      RaceRecord.together(clients);
      isOver.set(true);
      breaker.join();
      assertThat(race.unexpected()).isEmpty();
      // What was under way when its session ended is resolved by whoever comes next.
      gateways.timePasses();
      for (int i = 0; i < 40; i++) {
        String tag = "v" + i;
        Optional<Digest> before = gateways.there(tag);
        Optional<Digest> winner = race.winner(tag);
        winner.ifPresent(digest -> assertThat(before).as(tag).contains(digest));
        int status = race.push(gateways.client(i, "cy"), tag, INDEX, RaceRecord.index("last"));
        assertThat(status).as(tag).isEqualTo(before.isPresent() ? 403 : 201);
      }
      gateways.agree();
    }
  }

  private static void endSessionsUntil(AtomicBoolean isOver, PostgresFixture database) {
    try {
      while (!isOver.get()) {
        database.endSomeSession();
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
