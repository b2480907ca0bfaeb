package dev.portwrit.gateway.sweep;

import static dev.portwrit.gateway.sweep.SweptWorld.API;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.gateway.sweep.Hints.Taken;
import dev.portwrit.reference.Tag;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HintsTest {
  private static final Hint V1 = new Hint(API, Optional.of(new Tag("v1")));
  private static final Hint V2 = new Hint(API, Optional.of(new Tag("v2")));
  private static final Hint ALL = new Hint(API, Optional.empty());

  private long now = 1_000;

  private Hints hints(int bound, Duration delay) {
    return new Hints(bound, delay, () -> now);
  }

  @Test
  void poll_beforeItsTime_hasNothing() {
    Hints hints = hints(10, Duration.ofNanos(100));
    assertThat(hints.untilNext()).isEmpty();
    hints.offer(V1);
    now += 60;
    hints.offer(V2);
    assertThat(hints.poll()).isEmpty();
    assertThat(hints.untilNext()).hasValue(40);
    now += 40;
    assertThat(hints.poll()).contains(V1);
    assertThat(hints.poll()).isEmpty();
  }

  @Test
  void offer_whatWaits_keepsItsTime_andPostpone_doesNot() {
    Hints hints = hints(10, Duration.ofNanos(100));
    hints.offer(V1);
    now += 60;
    hints.offer(V1);
    assertThat(hints.untilNext()).hasValue(40);
    assertThat(hints.postpone(V1)).isEqualTo(Taken.COALESCED);
    assertThat(hints.untilNext()).hasValue(100);
    assertThat(hints.postpone(V2)).isEqualTo(Taken.QUEUED);
  }

  @Test
  void offer_whatWaitsAlready_isCoalesced() {
    Hints hints = hints(10, Duration.ZERO);
    assertThat(hints.offer(V1)).isEqualTo(Taken.QUEUED);
    assertThat(hints.offer(V1)).isEqualTo(Taken.COALESCED);
    assertThat(hints.offer(ALL)).isEqualTo(Taken.QUEUED);
    assertThat(hints.offer(V2)).isEqualTo(Taken.COALESCED);
    assertThat(hints.poll()).contains(V1);
    assertThat(hints.poll()).contains(ALL);
    assertThat(hints.poll()).isEmpty();
  }

  @Test
  void offer_whatWasTaken_waitsAgain() {
    Hints hints = hints(10, Duration.ZERO);
    hints.offer(V1);
    hints.poll();
    assertThat(hints.offer(V1)).isEqualTo(Taken.QUEUED);
  }

  @Test
  void offer_beyondTheBound_overflows() {
    Hints hints = hints(1, Duration.ZERO);
    hints.offer(V1);
    assertThat(hints.offer(V2)).isEqualTo(Taken.OVERFLOWED);
    assertThat(hints.offer(V1)).isEqualTo(Taken.COALESCED);
  }
}
