package dev.portwrit.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  private static final List<String> ROLES = List.of("pull", "push", "maintain", "admin");

  @ParameterizedTest
  @CsvSource({
    "pusher, push",
    "Push, push",
    "psuh, push",
    "pul, pull",
    "amdin, admin",
    "maintian, maintain",
    "maintainers, maintain",
  })
  void didYouMean_nearName_namesIt(String written, String meant) {
    assertThat(Suggestion.didYouMean(written, ROLES)).isEqualTo("did you mean `" + meant + "`?");
  }

  @ParameterizedTest
  @CsvSource({"read", "x", "administrator", "write", "''"})
  void didYouMean_nothingNear_isEmpty(String written) {
    assertThat(Suggestion.didYouMean(written, ROLES)).isEmpty();
  }

  @Test
  void didYouMean_severalAsNear_namesTheFirstInOrder() {
    assertThat(Suggestion.didYouMean("acmf", List.of("acmz", "acma", "acmb")))
        .isEqualTo("did you mean `acma`?");
  }

  @Test
  void didYouMean_theNameItself_isNoSuggestion() {
    assertThat(Suggestion.didYouMean("pull", List.of("pull"))).isEmpty();
  }
}
