package dev.portwrit.gateway.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteadyPaceTest {
  private final List<Long> waits = new ArrayList<>();
  private long now = 1_000;

  private void passing(long nanos) {
    waits.add(nanos);
    now += nanos;
  }

  @Test
  void await_requestsInARow_areSpaced() {
    SteadyPace pace = new SteadyPace(50, () -> now, this::passing);
    for (int i = 0; i < 3; i++) {
      pace.await();
    }
    assertThat(waits).containsExactly(20_000_000L, 20_000_000L);
  }

  @Test
  void await_afterARequestThatTookLonger_doesNotWait() {
    SteadyPace pace = new SteadyPace(50, () -> now, this::passing);
    pace.await();
    now += 30_000_000;
    pace.await();
    assertThat(waits).isEmpty();
  }

  @Test
  void await_whereWaitingEndsEarly_waitsOn() {
    SteadyPace pace =
        new SteadyPace(
            50,
            () -> now,
            nanos -> {
              waits.add(nanos);
              now += nanos / 2 + 1;
            });
    pace.await();
    pace.await();
    assertThat(waits).hasSizeGreaterThan(2);
  }

  @Test
  void await_interruptedThread_doesNotWait() {
    SteadyPace pace = new SteadyPace(1, () -> now, this::passing);
    pace.await();
    Thread.currentThread().interrupt();
    pace.await();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(waits).isEmpty();
  }
}
