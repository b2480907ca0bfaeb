package dev.portwrit.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers are those of OPA, which {@link HostBuiltinsIT} asks again. */
class GoFormatTest {
  @ParameterizedTest
  @MethodSource("dev.portwrit.guardrail.SprintfCases#all")
  void format_case_isWhatOpaSays(SprintfCases.Case c) {
    assertThat(GoFormat.format(c.format(), RegoText.elements(c.arguments())))
        .isEqualTo(c.expected());
  }

  @ParameterizedTest
  @ValueSource(strings = {"%[1]d", "%*d", "%+q", "%#q", "% x", "%.1x", "%9999999d"})
  void format_whatIsNotProvided_failsAndIsNotGuessedAt(String format) {
    assertThatExceptionOfType(BuiltinFailed.class)
        .isThrownBy(() -> GoFormat.format(format, RegoText.elements("[\"a\",1]")));
  }

  @Test
  void format_inALocaleWithOtherDigits_isTheSame() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(GoFormat.format("%d %.1f %e", RegoText.elements("[12,3.5,0.25]")))
          .isEqualTo("12 3.5 2.500000e-01");
    } finally {
      Locale.setDefault(before);
    }
  }
}
