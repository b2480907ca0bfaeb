package dev.portwrit.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\":}",
        "{} {}",
        "{}x",
        "[1,]",
        "{\"a\":1,\"a\":2}",
        "nul",
        "01",
        "NaN",
        "'a'",
        "{a:1}",
        "[1] // comment",
        "\"\\x\"",
        "\"a\nb\"",
        "+1",
        ".5",
        "[}"
      })
  void parse_textThatIsNotOneValue_isRefused(String text) {
    assertThatExceptionOfType(JsonRefused.class)
        .isThrownBy(() -> StrictJson.parse(text))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").isNotBlank());
  }

  @Test
  void parse_bytesThatAreNotUtf8_areRefused() {
    assertThatExceptionOfType(JsonRefused.class)
        .isThrownBy(() -> StrictJson.parse(new byte[] {'"', (byte) 0xff, '"'}))
        .withMessage("it is not UTF-8");
    assertThatExceptionOfType(JsonRefused.class)
        .isThrownBy(() -> StrictJson.parse("{}".getBytes(StandardCharsets.UTF_16)));
  }

  @Test
  void parse_wordWithControlCharacters_isRefusedInPrintableWords() {
    assertThatExceptionOfType(JsonRefused.class)
        .isThrownBy(() -> StrictJson.parse("[x\u001by]"))
        .withMessageContaining("x\\u001by");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10e34987298724", "[1e-2147483648]", "{\"a\":-1.5E+99999999999999999999}"})
  void parse_numberWithAnExponentThatNoDecimalHas_isRefused(String text) {
    assertThatExceptionOfType(JsonRefused.class)
        .isThrownBy(() -> StrictJson.parse(text))
        .withMessage("a number has too large an exponent");
  }

  @Test
  void parse_fiveHundredDeep_isRead() throws JsonRefused {
    assertThat(StrictJson.parse(nested(StrictJson.MAX_DEPTH)).isArray()).isTrue();
  }

  @Test
  void parse_deeper_isRefused() {
    assertThatExceptionOfType(JsonRefused.class)
        .isThrownBy(() -> StrictJson.parse(nested(StrictJson.MAX_DEPTH + 1)));
  }

  @Test
  void write_whatWasParsed_keepsNumbersOfAnySize() throws JsonRefused {
    String json = "[9007199254740993,123456789012345678901234567890,0.1000000000000000000000001]";
    assertThat(StrictJson.write(StrictJson.parse(json))).asString().isEqualTo(json);
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }
}
