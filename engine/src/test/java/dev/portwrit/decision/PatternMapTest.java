package dev.portwrit.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class PatternMapTest {
  private final PatternMap<String> map = new PatternMap<>(4);

  @Test
  void forEachMatch_patternOfAnySegments_coversTheNameBeforeItToo() {
    add("acme/pay/**");

    assertThat(matches("acme/pay")).containsExactly("acme/pay/**");
    assertThat(matches("acme/pay/api/v2")).containsExactly("acme/pay/**");
    assertThat(matches("acme/payments")).isEmpty();
    assertThat(matches("acme")).isEmpty();
  }

  @Test
  void forEachMatch_starInASegment_staysInTheSegment() {
    add("acme/*");
    add("acme/pay-*-api");

    assertThat(matches("acme/pay-eu-api")).containsExactlyInAnyOrder("acme/*", "acme/pay-*-api");
    assertThat(matches("acme/pay-api")).containsExactly("acme/*");
    assertThat(matches("acme/pay/api")).isEmpty();
    assertThat(matches("acme")).isEmpty();
  }

  @Test
  void forEachMatch_manyWaysToMatch_handsTheValueOverOnce() {
    add("acme/**/a/**/a/**");

    assertThat(matches("acme/a/a/a/a/a")).containsExactly("acme/**/a/**/a/**");
    assertThat(matches("acme/a")).isEmpty();
  }

  @Test
  void forEachMatch_repeatedAnySegments_meansOne() {
    add("acme/**/**/api");

    assertThat(matches("acme/api")).containsExactly("acme/**/**/api");
    assertThat(matches("acme/x/y/z/api")).containsExactly("acme/**/**/api");
  }

  @Test
  void forEachMatch_patternsMadeToExplode_stillAnswerAtOnce() {
    String hard = "acme" + "/**/a".repeat(40) + "/b";
    add(hard);
    String name = "acme" + "/a".repeat(120);

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(matches(name)).isEmpty());
    assertThat(matches(name + "/b")).containsExactly(hard);
  }

  private void add(String pattern) {
    map.computeIfAbsent(new RepositoryPattern(pattern), () -> pattern);
  }

  private List<String> matches(String name) {
    List<String> found = new ArrayList<>();
    map.forEachMatch(new RepositoryName(name), found::add);
    return found;
  }
}
