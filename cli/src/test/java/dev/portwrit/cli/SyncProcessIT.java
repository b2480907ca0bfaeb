package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.registry.ecr.twin.Faults.Fault;
import dev.portwrit.source.RealGit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sync --interval} in a process of its own, from a repository elsewhere. */
class SyncProcessIT {
  @TempDir Path folder;

  @Test
  void sync_atAnInterval_outlivesOutages_andEndsAfterTheStepInFlight() throws Exception {
    try (EcrWorkshop workshop = new EcrWorkshop(folder)) {
      RealGit origin = RealGit.initBare(folder.resolve("origin.git"));
      workshop.git.run("remote", "add", "origin", origin.folder().toString());
      workshop.commit("push", "api");
      workshop.git.run("push", "origin", "HEAD:main");
      try (CommandProcess sync =
          workshop.start(
              Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()),
              "sync",
              "-C",
              "file://" + origin.folder(),
              "--registry",
              "ecr",
              "--state",
              folder.resolve("state").toString(),
              "--interval",
              "PT10S")) {
        until(sync, () -> Files.exists(folder.resolve("state/applied")));
        assertThat(workshop.twin.world().repository("acme/api")).isPresent();

        Path away = folder.resolve("away.git");
        Files.move(origin.folder(), away);
        int before = sync.said().length();
        until(sync, () -> sync.said().length() > before && sync.said().contains("error"));
        Files.move(away, origin.folder());

        workshop.twin.faults().always("DescribeRepositories", Fault.DENIED);
        workshop.commit("push", "web");
        workshop.git.run("push", "origin", "HEAD:main");
        until(sync, () -> sync.said().contains("DescribeRepositories"));

        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        workshop.twin.onArrival(
            operation -> {
              if (operation.equals("CreateRepository")) {
                arrived.countDown();
                await(released);
              }
            });
        workshop.twin.faults().none();
        await(arrived);
        sync.terminateInAStep();
        released.countDown();
        assertThat(sync.status()).as(sync.said()).isEqualTo(143);
      }
      // It was made, and what comes after it is left to the next.
      assertThat(workshop.twin.world().repository("acme/web")).isPresent();
      assertThat(workshop.twin.world().repository("acme/web").orElseThrow().policy()).isEmpty();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void until(CommandProcess process, BooleanSupplier reached) {
    while (!reached.getAsBoolean()) {
      assertThat(process.isAlive()).as("%s", process.said()).isTrue();
      Thread.onSpinWait();
    }
  }
}
