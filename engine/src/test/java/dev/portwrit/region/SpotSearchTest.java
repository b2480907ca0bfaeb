package dev.portwrit.region;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpotSearchTest {
  @Test
  void in_patternThatOthersTogetherCover_isNothing() {
    assertThat(SpotSearch.in(region("acme/**", "acme", "acme/*/**")))
        .isEqualTo(new Found.Nothing());
  }

  @Test
  void in_patternOfWhichOneNameIsLeft_findsIt() {
    assertThat(SpotSearch.in(region("acme/**", "acme/*/**"))).hasToString("There[spot=acme]");
  }

  @Test
  void in_whatIsLeftOfTwoStars_findsANameThatNeitherMatches() {
    Region region = region("acme/*", "acme/x*", "acme/*x", "acme/new*", "acme/q*", "acme/*w");

    assertThat(SpotSearch.in(region))
        .isInstanceOfSatisfying(
            Found.There.class,
            there ->
                assertThat(region.contains(there.spot().repository(), there.spot().tag()))
                    .isTrue());
  }

  @ParameterizedTest
  @CsvSource({
    "v*, /v.*/",
    "/v[0-9]+/, '/v\\d{1,}/'",
    "/(?i)v1/, /[vV]1/",
    "/a|b|ab?/, /b|ab?/",
    "/^v[0-9]$/, /v\\d/",
    "/(?:ab)+/, /ab(ab)*/",
    "'/x{2,3}/', /xxx?/",
    "/\\bv1\\b/, /v1/",
    "/[^a-z]1/, /[^[:lower:]]1/"
  })
  void in_tagsThatAnotherWordingCovers_isNothing(String tags, String other) {
    assertThat(SpotSearch.in(tags(tags, other))).isEqualTo(new Found.Nothing());
  }

  @ParameterizedTest
  @CsvSource({
    "/v[0-9]+/, /v[0-8]+/",
    "/(?i)latest/, /latest/",
    "/v1(-rc)?/, /v1/",
    "'/x{2,4}/', '/x{2,3}/'",
    "sha256-*, *"
  })
  void in_tagsThatAnotherWordingDoesNotCover_findsOne(String tags, String other) {
    Region region = tags(tags, other);

    assertThat(SpotSearch.in(region))
        .isInstanceOfSatisfying(
            Found.There.class,
            there ->
                assertThat(region.contains(there.spot().repository(), there.spot().tag()))
                    .isTrue());
  }

  @Test
  void in_expressionThatIsNotUnderstood_isOpenAndNeverNothing() {
    assertThat(SpotSearch.in(tags("/\\Qv1\\E/", "/v1/"))).isInstanceOf(Found.Open.class);
  }

  private static Region region(String pattern, String... except) {
    return new Region(
        Box.of(new RepositoryPattern(pattern)),
        Arrays.stream(except).map(RepositoryPattern::new).map(Box::of).toList());
  }

  private static Region tags(String pattern, String except) {
    RepositoryPattern repository = new RepositoryPattern("acme/x");
    return new Region(
        Box.of(repository, TagPattern.of(pattern)),
        List.of(Box.of(repository, TagPattern.of(except))));
  }
}
