package dev.portwrit.reference;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 20, unit = SECONDS)
class HostilePatternTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/((a{1000}){1000}){1000}/",
        "/(a{100}){100}/",
        "/a{9999}/",
        "/(a|b{70}){70,}/",
        "/[a-z]{100}([0-9]{99}){99}/",
        "/[]a{1]{70}([]]{99}){99}/",
        "/(\\pL{70}\\x{41}{70}){70}/",
      })
  void parse_expressionThatGrowsWithoutBound_isNoPattern(String text) {
    assertThat(TagPattern.parse(text)).isEmpty();
  }

  @Test
  void parse_expressionOverTheLongest_isNoPattern() {
    assertThat(TagPattern.parse("/" + "a".repeat(250) + "/")).isPresent();
    assertThat(TagPattern.parse("/" + "a".repeat(251) + "/")).isEmpty();
    assertThat(TagPattern.parse("/" + "(".repeat(50_000) + ")".repeat(50_000) + "/")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v[0-9]+\\.[0-9]+\\.[0-9]+(-rc\\.[0-9]{1,3})?/",
        "/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/",
        "/(?i)release-.{1,100}/",
        "/\\x{41}{2}[{}]\\{/",
      })
  void parse_ordinaryExpression_isAPattern(String text) {
    assertThat(TagPattern.parse(text)).isPresent();
  }

  @Test
  void matches_manyStarsOfSegments_endsSoon() {
    RepositoryPattern pattern = new RepositoryPattern("**/a/".repeat(40) + "b");
    RepositoryName name = new RepositoryName("a/".repeat(120) + "c");

    assertThat(pattern.matches(name)).isFalse();
    assertThat(pattern.matches(new RepositoryName("a/".repeat(120) + "b"))).isTrue();
  }
}
