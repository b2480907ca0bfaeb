package dev.portwrit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvWriterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+1", "-1", "@x", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20x", " =1"})
  void cellThatIsAFormula_getsAnApostropheInFront(String cell) {
    assertThat(CsvWriter.cell(cell)).isEqualTo("'" + cell);
  }

  @Test
  void formulaBehindASemicolon_whichSeparatesCellsInManyLanguages_getsOneToo() {
    assertThat(CsvWriter.cell("x;=HYPERLINK(1)")).isEqualTo("x;'=HYPERLINK(1)");
    assertThat(CsvWriter.cell("x; \"=1\";y")).isEqualTo("\"x;' \"\"=1\"\";y\"");
    assertThat(CsvWriter.cell("=a;;@b;")).isEqualTo("'=a;;'@b;");
  }

  @Test
  void otherCell_staysAsItIs() {
    for (String cell : new String[] {"", "a-b", "a;b=c", "user:bob", "2026-03-31", ";"}) {
      assertThat(CsvWriter.cell(cell)).isEqualTo(cell);
    }
  }
}
