package dev.portwrit.registry.ecr.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AllowanceTest {
  private static final long SECOND = 1_000_000_000;

  private final AtomicLong now = new AtomicLong();
  private final Allowance allowance = new Allowance(2, 3, now::get);

  @Test
  void calls_beyondTheBurst_areTooMany() {
    assertThat(allowance.takes("Get")).isTrue();
    assertThat(allowance.takes("Get")).isTrue();
    assertThat(allowance.takes("Get")).isTrue();
    assertThat(allowance.takes("Get")).isFalse();
    assertThat(allowance.takes("Set")).isTrue();
  }

  @Test
  void bucket_fillsAtItsRate_upToTheBurst() {
    for (int one = 0; one < 4; one++) {
      allowance.takes("Get");
    }
    now.addAndGet(SECOND / 2);
    assertThat(allowance.takes("Get")).isTrue();
    assertThat(allowance.takes("Get")).isFalse();
    now.addAndGet(100 * SECOND);
    assertThat(allowance.takes("Get")).isTrue();
    assertThat(allowance.takes("Get")).isTrue();
    assertThat(allowance.takes("Get")).isTrue();
    assertThat(allowance.takes("Get")).isFalse();
  }
}
