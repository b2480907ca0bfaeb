package dev.portwrit.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.Test;

class SharedReadsTest {
  private final List<Read> begun = new ArrayList<>();
  private final List<Runnable> handedOver = new ArrayList<>();
  private final HandScheduler time = new HandScheduler();
  private final SharedReads<String, Integer> reads =
      new SharedReads<>(
          (key, askers, end) -> begun.add(new Read(key, askers, end)),
          asker -> handedOver::add,
          Optional.of(new SharedReads.Patience(time, 1000)),
          20);

  private record Read(String key, List<Integer> askers, Runnable end) {}

  @Test
  void whoAsksAlone_isReadForAtOnceOnItsThread() {
    assertThat(reads.join("v1", 1)).isTrue();
    assertThat(begun).extracting(Read::askers).containsExactly(List.of(1));
    assertThat(time.waiting).isEmpty();
  }

  @Test
  void sixteenWhoAskAtOnce_areReadForTwice() {
    IntStream.range(0, 16).forEach(asker -> assertThat(reads.join("v1", asker)).isTrue());
    assertThat(begun).hasSize(1);
    end(0);
    assertThat(begun).hasSize(2);
    assertThat(begun.get(0).askers()).containsExactly(0);
    assertThat(begun.get(1).askers())
        .containsExactlyElementsOf(IntStream.range(1, 16).boxed().toList());
    end(1);
    assertThat(begun).hasSize(2);
    assertThat(time.waiting).isEmpty();
  }

  @Test
  void whoAsksDuringARead_isNeverReadForByIt() {
    reads.join("v1", 1);
    reads.join("v1", 2);
    end(0);
    // The second read has begun, for 2 alone.
    reads.join("v1", 3);
    end(1);
    assertThat(begun).extracting(Read::askers).containsExactly(List.of(1), List.of(2), List.of(3));
  }

  @Test
  void whoAsksBetweenTheEndAndTheNextRead_waitsForOneAfterIt() {
    reads.join("v1", 1);
    reads.join("v1", 2);
    begun.get(0).end().run();
    // The next read is handed to a thread that has not begun it yet.
    reads.join("v1", 3);
    runHandedOver();
    end(1);
    assertThat(begun).extracting(Read::askers).containsExactly(List.of(1), List.of(2), List.of(3));
  }

  @Test
  void whoAsksForSomethingElse_waitsForNobody() {
    reads.join("v1", 1);
    reads.join("v2", 2);
    assertThat(begun).extracting(Read::key).containsExactly("v1", "v2");
  }

  @Test
  void whoAsksAfterAReadHasEnded_isReadForAnew() {
    reads.join("v1", 1);
    end(0);
    reads.join("v1", 2);
    assertThat(begun).extracting(Read::askers).containsExactly(List.of(1), List.of(2));
  }

  @Test
  void endThatIsSaidTwice_beginsNothingBesideTheNextRead() {
    reads.join("v1", 1);
    reads.join("v1", 2);
    end(0);
    reads.join("v1", 3);
    end(0);
    assertThat(begun).hasSize(2);
  }

  @Test
  void readThatHangs_isOvertaken_andItsEndMeansNothingToTheNext() {
    reads.join("v1", 1);
    reads.join("v1", 2);
    reads.join("v1", 3);
    time.pass();
    runHandedOver();
    assertThat(begun).extracting(Read::askers).containsExactly(List.of(1), List.of(2, 3));
    reads.join("v1", 4);
    end(0);
    assertThat(begun).hasSize(2);
    end(1);
    assertThat(begun).hasSize(3);
  }

  @Test
  void whoIsOneTooMany_isTurnedAway_andTheOthersAreReadFor() {
    IntStream.rangeClosed(0, 20).forEach(asker -> assertThat(reads.join("v1", asker)).isTrue());
    assertThat(reads.join("v1", 21)).isFalse();
    end(0);
    assertThat(begun.get(1).askers()).hasSize(20);
  }

  @Test
  void readThatThrows_isOver() {
    SharedReads<String, Integer> broken =
        new SharedReads<>(
            (key, askers, end) -> {
              throw new IllegalStateException("broken");
            },
            asker -> Runnable::run,
            Optional.empty(),
            20);
    assertThatThrownBy(() -> broken.join("v1", 1)).hasMessage("broken");
    assertThatThrownBy(() -> broken.join("v1", 2)).hasMessage("broken");
  }

  @Test
  void threadsThatTakeNothingMore_leaveTheNextReadToWhoEndsTheOneBefore() {
    SharedReads<String, Integer> stopping =
        new SharedReads<>(
            (key, askers, end) -> begun.add(new Read(key, askers, end)),
            asker ->
                task -> {
                  throw new RejectedExecutionException();
                },
            Optional.empty(),
            20);
    stopping.join("v1", 1);
    stopping.join("v1", 2);
    begun.get(0).end().run();
    assertThat(begun).extracting(Read::askers).containsExactly(List.of(1), List.of(2));
  }

  private void end(int read) {
    begun.get(read).end().run();
    runHandedOver();
  }

  private void runHandedOver() {
    List<Runnable> now = List.copyOf(handedOver);
    handedOver.clear();
    now.forEach(Runnable::run);
  }

  /** Time that passes when a test says so. */
  private static final class HandScheduler extends AbstractLifeCycle implements Scheduler {
    final List<Runnable> waiting = new ArrayList<>();

    @Override
    public Task schedule(Runnable task, long delay, TimeUnit units) {
      waiting.add(task);
      return () -> waiting.remove(task);
    }

    void pass() {
      List.copyOf(waiting).forEach(Runnable::run);
    }
  }
}
