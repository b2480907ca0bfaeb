package dev.portwrit.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceTest {
  @Test
  void compareTo_files_areOrderedByBytes() {
    List<String> files =
        List.of("a", "a.yaml", "b/a.yaml", "Z.yaml", "\uff5e", "\ud83d\ude00", "\ud83d\ude01", "é");

    for (String left : files) {
      for (String right : files) {
        int expected =
            Arrays.compareUnsigned(
                left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
        assertThat(new Place(left, 1, 1).compareTo(new Place(right, 1, 1)))
            .as("%s and %s", left, right)
            .matches(actual -> Integer.signum(actual) == Integer.signum(expected));
      }
    }
  }

  @Test
  void compareTo_sameFile_isOrderedByLineThenColumn() {
    assertThat(new Place("a", 2, 9)).isLessThan(new Place("a", 10, 1));
    assertThat(new Place("a", 2, 9)).isGreaterThan(new Place("a", 2, 8));
  }
}
