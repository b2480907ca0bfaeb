package dev.portwrit.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void escape_whatMovesATerminal_isWrittenOut() {
    assertThat(Printable.escape("a\u001b[2Jb\r\n\tc\u009b\u202e\ud800\u2028"))
        .isEqualTo("a\\u001b[2Jb\\u000d\\n\\tc\\u009b\\u202e\\ud800\\u2028");
  }

  @Test
  void escape_whatIsNoCharacter_isWrittenOut() {
    assertThat(Printable.escape("a\ufffe\uffff\ufdd0\ufdef\ud83f\udffe"))
        .isEqualTo("a\\ufffe\\uffff\\ufdd0\\ufdef\\U0001fffe");
    assertThat(Printable.escape("\ufdcf\ufdf0\ufffd")).isEqualTo("\ufdcf\ufdf0\ufffd");
  }

  @Test
  void escape_ordinaryTextOfAnyScript_staysAsItIs() {
    assertThat(Printable.escape("Zürich, 東京, 😀")).isEqualTo("Zürich, 東京, 😀");
  }

  @Test
  void quote_longText_isCut() {
    assertThat(Printable.quote("😀".repeat(200))).isEqualTo("`" + "😀".repeat(100) + "…`");
  }

  @Test
  void diagnostic_ofHostileText_isOneLineOfPrintableText() {
    Diagnostic problem =
        new Diagnostic(
            Optional.of(new Place("a\u001bb.yaml", 1, 1)),
            Severity.ERROR,
            Code.MALFORMED,
            "found \u001b]0;x\u0007\nmore",
            Optional.of("remove \u0007"));

    assertThat(problem)
        .hasToString(
            "a\\u001bb.yaml:1:1: error[PW0201]: found \\u001b]0;x\\u0007\\nmore\n"
                + "  help: remove \\u0007");
  }

  @Test
  void firstLine_endsAtTheLineEndAndIsPrintable() {
    assertThat(Printable.firstLine("a\u001bb\nc")).isEqualTo("a\\u001bb");
    assertThat(Printable.firstLine("")).isEmpty();
  }
}
