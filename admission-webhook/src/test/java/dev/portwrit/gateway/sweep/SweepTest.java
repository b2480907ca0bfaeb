package dev.portwrit.gateway.sweep;

import static dev.portwrit.gateway.sweep.SweptWorld.API;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Unseen;
import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.ledger.RepositoryLocks.Hold;
import dev.portwrit.gateway.write.Restoration;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a sweep over the ledger finds, and what it does not. */
class SweepTest {
  private final SweptWorld world = new SweptWorld();
  private final TagWatch watch = world.watch();

  @AfterEach
  void close() {
    watch.close();
    world.close();
  }

  @Test
  void sweep_tagsThatAreAsTheLedgerSays_findsNothing() throws Exception {
    world.held("v1", world.d);
    world.held("stable", world.x);
    world.deleted("v2", world.d);

    watch.sweep();

    assertThat(watch.notes()).isEmpty();
    assertThat(world.told()).isEmpty();
    assertThat(world.figure("portwrit.sweep.runs", "outcome", "complete")).isEqualTo(1);
  }

  @Test
  void sweep_tagThatWasMoved_isAFindingInLogMetricAndNotes() throws Exception {
    world.held("v1", world.d);
    world.registry.point("v1", world.x);

    watch.sweep();

    assertThat(watch.notes())
        .containsExactly(
            "protected tag `acme/pay/api:v1` was moved past the gateway: it must be "
                + world.d.digest()
                + " and the registry has "
                + world.x.digest()
                + " (found 2026-11-01T00:00:00Z)");
    assertThat(world.told()).containsExactly("tag-out-of-step acme/pay/api:v1 moved");
    assertThat(world.findings("moved")).isEqualTo(1);
    assertThat(world.figure("portwrit.sweep.found", "kind", "moved")).isEqualTo(1);
  }

  @Test
  void sweep_restrictedTagThatWasMoved_isAFinding() throws Exception {
    world.held("stable", world.d);
    world.registry.point("stable", world.x);
    watch.sweep();
    assertThat(world.findings("moved")).isEqualTo(1);
  }

  @Test
  void sweep_again_saysNothingTwice() throws Exception {
    world.held("v1", world.d);
    world.registry.point("v1", world.x);
    watch.sweep();
    watch.sweep();
    assertThat(world.told()).hasSize(1);
    assertThat(world.figure("portwrit.sweep.found", "kind", "moved")).isEqualTo(1);
  }

  @Test
  void sweep_tagThatWasMovedOnAgain_isTold() throws Exception {
    world.held("v1", world.d);
    world.registry.point("v1", world.x);
    watch.sweep();
    world.registry.point("v1", world.registry.image("Y"));
    watch.sweep();
    assertThat(world.told()).hasSize(2);
    assertThat(world.findings("moved")).isEqualTo(1);
  }

  @Test
  void sweep_tagThatWasMended_endsTheFinding() throws Exception {
    world.held("v1", world.d);
    world.registry.point("v1", world.x);
    watch.sweep();
    world.registry.point("v1", world.d);
    watch.sweep();
    assertThat(watch.notes()).isEmpty();
    assertThat(world.told())
        .containsExactly(
            "tag-out-of-step acme/pay/api:v1 moved", "tag-in-step acme/pay/api:v1 moved");
    assertThat(world.findings("moved")).isZero();
  }

  @Test
  void sweep_tagThatIsGone_hasVanished() throws Exception {
    world.held("v1", world.d);
    world.registry.remove("v1");
    watch.sweep();
    assertThat(world.told()).containsExactly("tag-out-of-step acme/pay/api:v1 vanished");
    assertThat(watch.notes()).singleElement().asString().contains("or the registry lost it");
  }

  @Test
  void sweep_deletedTagThatIsThereAgain_hasReturned() throws Exception {
    world.deleted("v1", world.d);
    world.registry.point("v1", world.d);
    watch.sweep();
    assertThat(world.told()).containsExactly("tag-out-of-step acme/pay/api:v1 returned");
  }

  @Test
  void sweep_tagWithALostLayer_isIncomplete_untilTheLayerIsBack() throws Exception {
    world.held("v1", world.d);
    world.registry.lose(WatchedRegistry.digest("D"));
    watch.sweep();
    assertThat(world.told()).containsExactly("tag-out-of-step acme/pay/api:v1 incomplete");
    assertThat(watch.notes())
        .singleElement()
        .asString()
        .contains("does not have " + WatchedRegistry.digest("D"));
    world.registry.restoreBlob("D");
    watch.sweep();
    assertThat(watch.notes()).isEmpty();
  }

  @Test
  void sweep_layerThatIsKeptElsewhere_isNotMissed() throws Exception {
    ManifestBytes windows =
        world.registry.image("W", "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip");
    world.held("v1", windows);
    world.registry.lose(WatchedRegistry.digest("W"));
    watch.sweep();
    assertThat(watch.notes()).isEmpty();
  }

  @Test
  void sweep_indexThatLostAChildThatWasSeen_isIncomplete() throws Exception {
    world.held("v1", world.registry.index(world.d, world.x));
    watch.sweep();
    assertThat(world.ledger.withoutClosure(API)).isEmpty();
    world.registry.lose(world.x.digest());
    watch.sweep();
    assertThat(world.told()).containsExactly("tag-out-of-step acme/pay/api:v1 incomplete");
    world.registry.restore(world.x);
    watch.sweep();
    assertThat(watch.notes()).isEmpty();
  }

  @Test
  void sweep_indexWithAChildThatNeverCame_isNoFindingAndSaysSo() throws Exception {
    world.held("v1", world.registry.index(world.d, world.x));
    world.registry.lose(world.x.digest());
    watch.sweep();
    assertThat(world.told()).isEmpty();
    assertThat(watch.notes()).singleElement().asString().contains("and perhaps never was");
    assertThat(world.figure("portwrit.sweep.runs", "outcome", "complete")).isEqualTo(1);
  }

  @Test
  void sweep_partThatCannotBeRead_isNoFinding_andEndsThatOfTheTagButNotThatOfAPart()
      throws Exception {
    world.held("v1", world.d);
    world.held("v2", world.x);
    world.registry.point("v1", world.x);
    world.registry.lose(WatchedRegistry.digest("X"));
    watch.sweep();
    assertThat(world.findings("moved")).isEqualTo(1);
    assertThat(world.findings("incomplete")).isEqualTo(1);

    world.registry.point("v1", world.d);
    world.registry.unreadable(WatchedRegistry.digest("D"));
    world.registry.unreadable(WatchedRegistry.digest("X"));
    watch.sweep();

    assertThat(world.findings("moved")).isZero();
    assertThat(world.findings("incomplete")).isEqualTo(1);
    assertThat(world.meters.get("portwrit.sweep.unknown").gauge().value()).isEqualTo(2);
  }

  @Test
  void sweep_registryThatCannotBeRead_isUnknown_andNeitherFindsNorEnds() throws Exception {
    world.held("v1", world.d);
    world.held("v2", world.d);
    world.registry.point("v1", world.x);
    watch.sweep();
    world.registry.remove("v2");
    world.registry.point("v1", world.d);
    world.registry.readable(false);

    watch.sweep();

    assertThat(world.told()).hasSize(1);
    assertThat(world.findings("moved")).isEqualTo(1);
    assertThat(world.findings("vanished")).isZero();
    assertThat(watch.notes())
        .anyMatch(line -> line.startsWith("of 2 protected tags it cannot be told"));
    assertThat(world.figure("portwrit.sweep.runs", "outcome", "incomplete")).isEqualTo(1);
  }

  @Test
  void sweep_whileTheRegistryIsDown_asksForNothingAndSaysSo() throws Exception {
    world.held("v1", world.d);
    world.down = Optional.of("the registry cannot be reached");
    watch.sweep();
    assertThat(world.registry.asked()).isEmpty();
    assertThat(watch.notes())
        .containsExactly(
            "protected tags were not all compared with the registry: the registry cannot be"
                + " reached");
  }

  @Test
  void sweep_ledgerThatCannotBeRead_isSaidAndCounted() throws Exception {
    world.ledger.close();
    watch.sweep();
    assertThat(watch.notes())
        .containsExactly(
            "protected tags were not compared with the registry: the ledger is closed");
    assertThat(world.figure("portwrit.sweep.runs", "outcome", "failed")).isEqualTo(1);
  }

  @Test
  void sweep_tagWithAnOpenWrite_isNotJudged() throws Exception {
    world.held("v1", world.d);
    world.pending("v1", world.x);
    world.registry.point("v1", world.x);
    watch.sweep();
    assertThat(world.told()).isEmpty();
    assertThat(world.registry.asked()).isEmpty();
  }

  @Test
  void sweep_tagThatNoProtectionRefuses_isNotAskedFor() throws Exception {
    world.held("main", world.d);
    world.held("w1", world.d);
    world.registry.point("w1", world.x);
    watch.sweep();
    assertThat(world.registry.asked()).isEmpty();
    assertThat(world.told()).isEmpty();
  }

  @Test
  void sweep_tagWhoseRowIsGone_endsTheFinding() throws Exception {
    world.held("v1", world.d);
    world.registry.point("v1", world.x);
    watch.sweep();
    world.settle(API, "v1", new Unseen());
    watch.sweep();
    assertThat(watch.notes()).isEmpty();
  }

  @Test
  void sweep_writeThatEndsBetweenLedgerAndRegistry_isNoFinding() throws Exception {
    world.held("v1", world.d);
    world.registry.point("v1", world.x);
    world.registry.afterNextRead(() -> settled("v1", world.x));
    watch.sweep();
    assertThat(world.told()).isEmpty();
    assertThat(watch.notes()).isEmpty();
  }

  private void settled(String tag, ManifestBytes manifest) {
    try {
      world.settle(API, tag, new Held(manifest.digest()));
    } catch (LedgerException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void look_rowThatChangesUnderTheLock_isUnknown() throws Exception {
    world.held("v1", world.d);
    world.registry.point("v1", world.x);
    world.registry.afterNextRead(() -> world.registry.afterNextRead(() -> settled("v1", world.x)));
    watch.sweep();
    assertThat(world.told()).isEmpty();
    assertThat(watch.notes()).singleElement().asString().contains("was changed while it was read");
  }

  @Test
  @SuppressWarnings("try") // the lock is held by being there
  void sweep_tagThatSomebodyIsWriting_isUnknownAndNoFinding() throws Exception {
    world.held("v1", world.d);
    world.registry.point("v1", world.x);
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              try (Hold hold =
                  world
                      .locks
                      .shared(API, List.of(new Tag("v1")), Duration.ofSeconds(5))
                      .orElseThrow()) {
                taken.countDown();
                done.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    taken.await();
    watch.sweep();
    done.countDown();
    writer.join();
    assertThat(world.told()).isEmpty();
    assertThat(watch.notes()).singleElement().asString().contains("is being written");
  }

  @Test
  void sweep_manyFindings_showsTenAndCountsTheRest() throws Exception {
    for (int i = 0; i < 15; i++) {
      world.held("v" + i, world.d);
      world.registry.point("v" + i, world.x);
    }
    watch.sweep();
    assertThat(watch.notes())
        .hasSize(11)
        .last()
        .isEqualTo("and 5 more protected tags are not what they must be");
    assertThat(world.findings("moved")).isEqualTo(15);
  }

  @Test
  void sweep_everyRequestWhileNobodyIsKeptWaiting_isPaced() throws Exception {
    world.held("v1", world.registry.index(world.d, world.x));
    watch.sweep();
    int paced = world.paced.getAndSet(0);
    // The tag, its children, the config that both have, a layer each.
    assertThat(paced).isEqualTo(6);
    world.registry.asked();
    watch.sweep();
    assertThat(world.registry.asked()).hasSize(world.paced.get());
  }

  @Test
  void sweep_ofTwoGatewaysWithOneLedger_findsTheSameByBoth() throws Exception {
    world.held("v1", world.d);
    world.registry.point("v1", world.x);
    SimpleMeterRegistry own = new SimpleMeterRegistry();
    try (TagWatch other =
        new TagWatch(
            world.parts(),
            WatchSettings.DEFAULT,
            () -> world.down,
            event -> {},
            new Restoration(world.parts(), event -> {}),
            own)) {
      watch.sweep();
      other.sweep();
      assertThat(other.notes()).isEqualTo(watch.notes()).hasSize(1);
    }
  }

  @Test
  void sweep_goesOverEveryRepositoryOfTheLedger() throws Exception {
    RepositoryName web = new RepositoryName("acme/web");
    world.settle(web, "v1", new Held(world.d.digest()));
    world.settle(API, "v1", new Held(world.d.digest()));
    watch.sweep();
    assertThat(world.told())
        .containsExactly(
            "tag-out-of-step acme/pay/api:v1 vanished", "tag-out-of-step acme/web:v1 vanished");
  }
}
