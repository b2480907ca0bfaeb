package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineDifferencesTest {
  private static final List<String> LINES =
      IntStream.rangeClosed(1, 1_000).mapToObj(i -> "row " + i + "\r\n").toList();

  private static List<String> differences(List<String> expected, List<String> said)
      throws IOException {
    byte[] bytes = String.join("", said).getBytes(StandardCharsets.UTF_8);
    LineDifferences lines = new LineDifferences(new ByteArrayInputStream(bytes), "it");
    lines.write(String.join("", expected).getBytes(StandardCharsets.UTF_8));
    return lines.differences();
  }

  @Test
  void sameLines_differInNothing() throws IOException {
    assertThat(differences(LINES, LINES)).isEmpty();
    assertThat(differences(List.of(), List.of())).isEmpty();
  }

  @Test
  void linesThatWereChangedTakenAndAdded_areEachNamed_andNoOthers() throws IOException {
    List<String> said = new ArrayList<>(LINES);
    said.set(2, "other\r\n");
    said.set(5, "another\r\n");
    said.remove(99);
    said.add(499, "more\r\n");
    assertThat(differences(LINES, said))
        .containsExactly(
            "3: says otherwise than it",
            "6: says otherwise than it",
            "100: lacks 1 line of it before it",
            "500: is no line of it");
  }

  @Test
  void end_thatIsCut_orGoesOn_isNamed() throws IOException {
    assertThat(differences(LINES, LINES.subList(0, 997)))
        .containsExactly("998: lacks 3 lines of it before it");
    assertThat(differences(LINES.subList(0, 999), LINES)).containsExactly("1000: is no line of it");
    assertThat(differences(List.of("a\n"), List.of("a")))
        .containsExactly("1: says otherwise than it");
  }

  @Test
  void everythingElse_isNamedUpToAnEnd() throws IOException {
    List<String> other = LINES.stream().map(line -> "x" + line).toList();
    assertThat(differences(LINES, other))
        .hasSize(51)
        .last()
        .isEqualTo("1001: and 950 more differences before it");
  }

  @Test
  void anyDifference_isFound() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      List<String> said = new ArrayList<>(LINES.subList(0, 200));
      for (int change = random.nextInt(4); change >= 0; change--) {
        int at = random.nextInt(said.size());
        switch (random.nextInt(3)) {
          case 0 -> said.remove(at);
          case 1 -> said.add(at, "row " + random.nextInt(200) + "\r\n");
          default -> said.set(at, "row " + random.nextInt(200) + "\r\n");
        }
      }
      assertThat(differences(LINES.subList(0, 200), said).isEmpty())
          .as("round %d", round)
          .isEqualTo(said.equals(LINES.subList(0, 200)));
    }
  }
}
