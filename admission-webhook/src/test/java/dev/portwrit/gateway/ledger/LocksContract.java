package dev.portwrit.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.gateway.ledger.RepositoryLocks.Hold;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What keeps writers apart, whether they are of one gateway or of two. */
@SuppressWarnings("try") // a lock is held by being there
abstract class LocksContract {
  static final RepositoryName API = new RepositoryName("acme/pay/api");
  static final RepositoryName WEB = new RepositoryName("acme/pay/web");
  static final Tag V1 = new Tag("v1");
  static final Tag V2 = new Tag("v2");
  static final Duration SHORT = Duration.ofMillis(20);
  static final Duration LONG = Duration.ofSeconds(20);

  final ExecutorService other = Executors.newCachedThreadPool();

  /** Those of one writer. */
  abstract RepositoryLocks locks();

  /** Those of another, who must be kept apart from the first. */
  abstract RepositoryLocks others();

  /** Nobody holds or waits for any. */
  abstract void requireNoneInUse() throws Exception;

  @AfterEach
  void stopOthers() {
    other.shutdownNow();
  }

  @Test
  void sameTag_isHadByOneAtATime() throws Exception {
    try (Hold mine = locks().shared(API, List.of(V1), SHORT).orElseThrow()) {
      assertThat(elsewhere(() -> taken(others().shared(API, List.of(V1), SHORT)))).isFalse();
    }
    assertThat(elsewhere(() -> taken(others().shared(API, List.of(V1), SHORT)))).isTrue();
  }

  @Test
  void otherTagsAndRepositories_areHadTogether() throws Exception {
    try (Hold mine = locks().shared(API, List.of(V1), SHORT).orElseThrow()) {
      assertThat(elsewhere(() -> taken(others().shared(API, List.of(V2), SHORT)))).isTrue();
      assertThat(elsewhere(() -> taken(others().shared(API, List.of(), SHORT)))).isTrue();
      assertThat(elsewhere(() -> taken(others().shared(WEB, List.of(V1), SHORT)))).isTrue();
      assertThat(elsewhere(() -> taken(others().exclusive(WEB, SHORT)))).isTrue();
    }
  }

  @Test
  void exclusive_isHadByNobodyElse() throws Exception {
    try (Hold mine = locks().exclusive(API, SHORT).orElseThrow()) {
      assertThat(elsewhere(() -> taken(others().shared(API, List.of(), SHORT)))).isFalse();
      assertThat(elsewhere(() -> taken(others().exclusive(API, SHORT)))).isFalse();
    }
    try (Hold mine = locks().shared(API, List.of(V1), SHORT).orElseThrow()) {
      assertThat(elsewhere(() -> taken(others().exclusive(API, SHORT)))).isFalse();
    }
    assertThat(elsewhere(() -> taken(others().exclusive(API, SHORT)))).isTrue();
  }

  @Test
  void notInTime_leavesNothingBehind() throws Exception {
    try (Hold mine = locks().shared(API, List.of(V2), SHORT).orElseThrow()) {
      assertThat(elsewhere(() -> taken(others().shared(API, List.of(V1, V2), SHORT)))).isFalse();
      assertThat(elsewhere(() -> taken(others().shared(API, List.of(V1), SHORT)))).isTrue();
    }
    requireNoneInUse();
  }

  @Test
  void interrupted_isNotTaken() throws Exception {
    try (Hold mine = locks().exclusive(API, SHORT).orElseThrow()) {
      assertThat(
              elsewhere(
                  () -> {
                    Thread.currentThread().interrupt();
                    boolean had = taken(others().shared(API, List.of(V1), LONG));
                    return had || !Thread.currentThread().isInterrupted();
                  }))
          .isFalse();
    }
  }

  @Test
  void manyThreadsWithManyTagsInAnyOrder_neverShareATagAndAllEnd() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<Integer>> all = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      int seed = thread;
      all.add(other.submit(() -> workOn(seed, inside, most)));
    }
    int done = 0;
    for (Future<Integer> one : all) {
      done += one.get(60, TimeUnit.SECONDS);
    }
    assertThat(done).isEqualTo(8 * 200);
    assertThat(most.get()).isEqualTo(1);
    requireNoneInUse();
  }

  private int workOn(int seed, AtomicInteger inside, AtomicInteger most) throws Exception {
    int done = 0;
    for (int i = 0; i < 200; i++) {
      boolean delete = (seed + i) % 10 == 0;
      List<Tag> tags = seed % 2 == 0 ? List.of(V1, V2) : List.of(V2, V1);
      RepositoryLocks locks = seed % 3 == 0 ? others() : locks();
      try (Hold hold =
          (delete ? locks.exclusive(API, LONG) : locks.shared(API, tags, LONG)).orElseThrow()) {
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        Thread.onSpinWait();
        inside.decrementAndGet();
        done++;
      }
    }
    return done;
  }

  boolean elsewhere(Callable<Boolean> action) throws Exception {
    return other.submit(action).get(30, TimeUnit.SECONDS);
  }

  static boolean taken(Optional<Hold> hold) {
    hold.ifPresent(Hold::close);
    return hold.isPresent();
  }
}
