package dev.portwrit.gateway.sweep;

import static dev.portwrit.gateway.sweep.SweptWorld.API;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.gateway.sweep.Hints.Taken;
import dev.portwrit.reference.Tag;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HintsTest {
  private static final Hint V1 = new Hint(API, Optional.of(new Tag("v1")));
  private static final Hint V2 = new Hint(API, Optional.of(new Tag("v2")));
  private static final Hint ALL = new Hint(API, Optional.empty());

  @Test
  void offer_whatWaitsAlready_isCoalesced() {
    Hints hints = new Hints(10);
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
    Hints hints = new Hints(10);
    hints.offer(V1);
    hints.poll();
    assertThat(hints.offer(V1)).isEqualTo(Taken.QUEUED);
  }

  @Test
  void offer_beyondTheBound_overflows() {
    Hints hints = new Hints(1);
    hints.offer(V1);
    assertThat(hints.offer(V2)).isEqualTo(Taken.OVERFLOWED);
    assertThat(hints.offer(V1)).isEqualTo(Taken.COALESCED);
  }
}
