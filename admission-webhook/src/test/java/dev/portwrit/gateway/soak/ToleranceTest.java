package dev.portwrit.gateway.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ToleranceTest {
  private static final Tolerance TENTH = new Tolerance(1.1, 0);

  @Test
  void steadyFigure_isNoGrowth() {
    assertThat(TENTH.isExceededBy(rounds(round -> 100 + round % 3))).isFalse();
  }

  @Test
  void figureThatGoesOnGrowing_isGrowth() {
    assertThat(TENTH.isExceededBy(rounds(round -> 100 + 2 * round))).isTrue();
  }

  @Test
  void figureThatGrowsWhileWarmingUp_isNoGrowth() {
    assertThat(TENTH.isExceededBy(rounds(round -> Math.min(round, 10)))).isFalse();
  }

  @Test
  void fallingFigure_isNoGrowth() {
    assertThat(TENTH.isExceededBy(rounds(round -> 100 - round))).isFalse();
  }

  @Test
  void singleRoundsThatAreHigh_areNoGrowth() {
    assertThat(TENTH.isExceededBy(rounds(round -> round % 10 < 4 ? 900 : 100))).isFalse();
  }

  @Test
  void figureThatWasMeasuredOnlyAtTheEnd_isGrowth() {
    assertThat(TENTH.isExceededBy(rounds(round -> round < 20 ? Double.NaN : 1))).isTrue();
  }

  @Test
  void figureThatWasNotMeasured_isNoGrowth() {
    assertThat(TENTH.isExceededBy(Collections.nCopies(30, Double.NaN))).isFalse();
  }

  @Test
  void part_isTheValueThatSoManyDoNotExceed() {
    double[] hundred = IntStream.rangeClosed(1, 100).asDoubleStream().toArray();

    assertThat(Tolerance.part(hundred, 0.5)).isEqualTo(50);
    assertThat(Tolerance.part(hundred, 0.99)).isEqualTo(99);
    assertThat(Tolerance.part(new double[] {7}, 0.99)).isEqualTo(7);
  }

  @Test
  void slowerRegistry_allowsTheGatewayAsMuch() {
    assertThat(TENTH.slowedBy(3).most(100)).isCloseTo(330, within());
    assertThat(TENTH.slowedBy(0.5).most(100)).isCloseTo(110, within());
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-9);
  }

  private static List<Double> rounds(IntToDoubleFunction figure) {
    return DoubleStream.of(IntStream.range(0, 30).mapToDouble(figure).toArray()).boxed().toList();
  }
}
