package dev.portwrit.gateway.sweep;

import static dev.portwrit.gateway.sweep.SweptWorld.API;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What hints make the watch look at, and when it sweeps. */
class TagWatchTest {
  private static final Duration SHORT = Duration.ofMillis(20);

  private final SweptWorld world = new SweptWorld();
  private final List<TagWatch> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(TagWatch::close);
    world.close();
  }

  /** One that does not sweep by itself. */
  private TagWatch watch() {
    return watch(Duration.ZERO, () -> {});
  }

  private TagWatch watch(Duration period, RequestPace pace) {
    TagWatch watch = world.watch(period, pace);
    opened.add(watch);
    return watch;
  }

  private static Hint tag(String tag) {
    return new Hint(API, Optional.of(new Tag(tag)));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void hint_ofATagThatWasMoved_findsIt_andOfOneThatWasMended_endsIt() throws Exception {
    TagWatch watch = watch();
    world.held("v1", world.d);
    world.registry.point("v1", world.x);
    watch.hint(tag("v1"));
    await(() -> world.findings("moved") == 1);
    world.registry.point("v1", world.d);
    watch.hint(tag("v1"));
    await(() -> world.findings("moved") == 0);
    assertThat(world.told()).hasSize(2);
  }

  @Test
  void hint_ofAChangeThatCannotBeSeenYet_isFollowedASecondTime() throws Exception {
    world.second = Duration.ofMillis(1);
    TagWatch watch = watch();
    world.held("v1", world.d);
    // As Distribution does: the notification comes, the tag is moved after that.
    world.registry.afterNextRead(() -> world.registry.point("v1", world.x));
    watch.hint(tag("v1"));
    await(() -> world.findings("moved") == 1);
  }

  @Test
  void hint_looksAtThatTagAlone() throws Exception {
    TagWatch watch = watch();
    world.held("v1", world.d);
    world.held("v2", world.d);
    world.registry.point("v2", world.x);
    world.registry.remove("v1");
    watch.hint(tag("v1"));
    await(() -> world.findings("vanished") == 1);
    assertThat(world.registry.asked()).containsOnly("acme/pay/api v1");
    assertThat(world.findings("moved")).isZero();
  }

  @Test
  void hint_ofARepository_looksAtAllItsTags() throws Exception {
    TagWatch watch = watch();
    world.held("v1", world.d);
    world.held("v2", world.d);
    world.registry.remove("v1");
    world.registry.remove("v2");
    watch.hint(new Hint(API, Optional.empty()));
    await(() -> world.findings("vanished") == 2);
  }

  @Test
  void added_whereATagLacksAPart_looksAtThatTag_andElsewhereAtNothing() throws Exception {
    TagWatch watch = watch();
    world.held("v1", world.d);
    world.held("v2", world.x);
    world.registry.lose(WatchedRegistry.digest("D"));
    watch.hint(tag("v1"));
    await(() -> world.findings("incomplete") == 1);
    world.registry.asked();
    world.registry.restoreBlob("D");
    watch.added(new RepositoryName("acme/other"));
    watch.added(API);
    await(() -> world.findings("incomplete") == 0);
    assertThat(world.registry.asked())
        .contains("acme/pay/api v1")
        .doesNotContain("acme/pay/api v2");
  }

  @Test
  void hint_ofWhatTheLedgerDoesNotHold_asksTheRegistryForNothing() throws Exception {
    TagWatch watch = watch();
    world.held("v3", world.d);
    world.registry.remove("v3");
    watch.hint(tag("v1"));
    watch.hint(tag("main"));
    watch.hint(new Hint(new RepositoryName("acme/other"), Optional.empty()));
    // Hints are followed in order, so the last one tells that the others were.
    watch.hint(tag("v3"));
    await(() -> world.findings("vanished") == 1);
    assertThat(world.registry.asked()).containsOnly("acme/pay/api v3");
  }

  @Test
  void hint_ofAWriteOfOurOwn_isOneReadAtMostAndNoFinding() throws Exception {
    TagWatch watch = watch();
    world.held("v3", world.d);
    world.registry.remove("v3");
    world.held("v1", world.d);
    world.pending("v2", world.x);
    world.registry.point("v2", world.x);
    watch.hint(tag("v1"));
    watch.hint(tag("v2"));
    watch.hint(tag("v3"));
    await(() -> world.findings("vanished") == 1);
    assertThat(world.registry.asked())
        .filteredOn(asked -> asked.contains("/api v"))
        .containsExactly("acme/pay/api v1", "acme/pay/api v3", "acme/pay/api v3");
    assertThat(world.told()).hasSize(1);
  }

  @Test
  void hint_ofATagThatCannotBeRead_isNoFinding_andASweepComesSoon() throws Exception {
    TagWatch watch = watch(SHORT, () -> {});
    world.held("v1", world.d);
    world.registry.remove("v1");
    world.registry.readable(false);
    watch.hint(tag("v1"));
    await(() -> world.figure("portwrit.sweep.runs", "outcome", "incomplete") >= 1);
    assertThat(world.told()).isEmpty();
    world.registry.readable(true);
    await(() -> world.findings("vanished") == 1);
  }

  @Test
  void hints_beyondTheBound_areCountedAndASweepFindsWhatTheyWereAbout() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    TagWatch watch = blockedWatch(blocked, free);
    world.held("v1", world.d);
    world.held("v-last", world.d);
    world.registry.remove("v-last");
    watch.hint(tag("v1"));
    blocked.await();
    for (int i = 0; i < 1000; i++) {
      watch.hint(tag("main-" + i));
    }
    watch.hint(tag("v-last"));
    watch.hint(tag("main-7"));
    assertThat(world.figure("portwrit.notification.hints", "outcome", "queued")).isEqualTo(1001);
    assertThat(world.figure("portwrit.notification.hints", "outcome", "overflowed")).isEqualTo(1);
    assertThat(world.figure("portwrit.notification.hints", "outcome", "coalesced")).isEqualTo(1);
    free.countDown();
    await(() -> world.findings("vanished") == 1);
    await(() -> world.figure("portwrit.sweep.runs", "outcome", "complete") > 0);
  }

  private TagWatch blockedWatch(CountDownLatch blocked, CountDownLatch free) {
    return watch(
        SHORT,
        () -> {
          blocked.countDown();
          try {
            free.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Test
  void start_withAPeriod_sweepsAgainAndAgain() throws Exception {
    TagWatch watch = watch(SHORT, () -> {});
    world.held("v1", world.d);
    watch.start();
    await(() -> world.figure("portwrit.sweep.runs", "outcome", "complete") >= 2);
    world.registry.remove("v1");
    await(() -> world.findings("vanished") == 1);
    world.registry.point("v1", world.d);
    await(() -> world.findings("vanished") == 0);
    assertThat(world.meters.get("portwrit.sweep.age").gauge().value()).isZero();
  }

  @Test
  void start_withoutAPeriod_sweepsNever() throws Exception {
    TagWatch watch = watch();
    world.held("v1", world.d);
    watch.start();
    watch.close();
    assertThat(world.registry.asked()).isEmpty();
    assertThat(world.meters.find("portwrit.sweep.age").gauge()).isNull();
  }
}
