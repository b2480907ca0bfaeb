package dev.portwrit.gateway;

import static dev.portwrit.embedded.RegistryClient.INDEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.ledger.PostgresFixture;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.neighbour.RunningRegistry;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three gateways with one ledger in PostgreSQL, of which one is killed while many push; the others
 * go on, and resolve what it left.
 */
class KilledGatewaysIT {
  private static final int ROUNDS = 2;
  private static final int TAGS = 30;

  @TempDir Path folder;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final RaceRecord race = new RaceRecord();

  @Test
  void kill_ofOneWhileManyPushThroughAll_movesNothingAndOthersResolveWhatItLeft() throws Exception {
    System.out.println("KilledGatewaysIT runs with seed " + seed);
    PostgresFixture database = PostgresFixture.shared();
    try (RunningRegistry registry =
        RegistryKind.EMBEDDED.start(folder.resolve("up"), SeveralGateways.LOGIN)) {
      Path workspace = SeveralGateways.workspace(registry.url(), folder);
      Path users = SeveralGateways.users(folder);
      RegistryClient behind =
          new RegistryClient(
              registry.url(), "Authorization", SeveralGateways.LOGIN.authorization());
      for (int round = 0; round < ROUNDS; round++) {
        // The clocks go on meanwhile, so that what was under way cannot land any more.
        Duration ahead = Duration.ofMinutes(3L * round);
        List<GatewayProcess> gateways = new ArrayList<>();
        try {
          for (int i = 0; i < 3; i++) {
            gateways.add(start(database, workspace, users, i, ahead));
          }
          pushWhileOneIsKilled(gateways);
          assertThat(race.unexpected()).as("seed %d", seed).isEmpty();
          keeps(behind);
        } finally {
          gateways.forEach(GatewayProcess::close);
        }
      }
      try (GatewayProcess last =
          start(database, workspace, users, 0, Duration.ofMinutes(3L * ROUNDS))) {
        converges(SeveralGateways.client(last.address(), "cy"), behind);
      }
      SeveralGateways.agree(database, behind);
    }
  }

  private GatewayProcess start(
      PostgresFixture database, Path workspace, Path users, int number, Duration ahead)
      throws IOException {
    // Each has a folder of its own; the key of the tokens is beside what it keeps.
    Path own = Files.createDirectories(folder.resolve("state-" + number));
    return GatewayProcess.sharing(
        database.settings().url(),
        workspace,
        users,
        own.resolve("ledger"),
        ahead,
        folder.resolve("gateway-" + number + ".log"));
  }

  private void pushWhileOneIsKilled(List<GatewayProcess> gateways) throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    Semaphore pushed = new Semaphore(0);
    List<Callable<Integer>> clients = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      RegistryClient client = SeveralGateways.client(gateways.get(i % 3).address(), "cy");
      Random own = new Random(random.nextLong());
      String name = "client " + i;
      clients.add(
          () -> {
            int done = 0;
            try {
              for (; !isOver.get(); done++) {
                String tag = "v" + own.nextInt(TAGS);
                race.pushOnce(client, tag, INDEX, RaceRecord.index(name + " " + own.nextInt()));
                pushed.release();
              }
            } catch (IOException e) {
              // Its gateway is dead.
            }
            return done;
          });
    }
    GatewayProcess victim = gateways.get(random.nextInt(3));
    int before = 10 + random.nextInt(60);
    clients.add(
        () -> {
          assertThat(pushed.tryAcquire(before, 60, TimeUnit.SECONDS)).isTrue();
          victim.kill();
          // The others go on.
          assertThat(pushed.tryAcquire(60, 60, TimeUnit.SECONDS)).isTrue();
          isOver.set(true);
          return 0;
        });
    RaceRecord.together(clients);
  }

  /** What was acknowledged is there. */
  private void keeps(RegistryClient behind) throws Exception {
    for (String tag : race.tags()) {
      assertThat(SeveralGateways.there(behind, tag))
          .as("%s, seed %d", tag, seed)
          .isEqualTo(race.winner(tag));
    }
  }

  /** Every tag is made, or refuses for good. */
  private void converges(RegistryClient cy, RegistryClient behind) throws Exception {
    for (int i = 0; i < TAGS; i++) {
      String tag = "v" + i;
      Optional<Digest> there = SeveralGateways.there(behind, tag);
      int status = race.push(cy, tag, INDEX, RaceRecord.index("last"));
      assertThat(status).as("%s, seed %d", tag, seed).isEqualTo(there.isPresent() ? 403 : 201);
    }
    keeps(behind);
  }
}
