package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConsoleTest {
  @Test
  void visible_plainText_isUnchanged() {
    assertThat(Console.visible("zahlt nachts\täöü 日本\n")).isEqualTo("zahlt nachts\täöü 日本\n");
  }

  @Test
  void visible_escapeSequence_cannotReachTheTerminal() {
    assertThat(Console.visible("\u001b[2Jgone")).isEqualTo("\\u001b[2Jgone");
  }

  @Test
  void visible_carriageReturn_cannotOverwriteTheLine() {
    assertThat(Console.visible("deny\rallow")).isEqualTo("deny\\u000dallow");
  }

  @Test
  void visible_turnOfDirection_isShown() {
    assertThat(Console.visible("a\u202eb")).isEqualTo("a\\u202eb");
  }
}
