package dev.portwrit.syntax;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Problems;
import dev.portwrit.source.PolicyFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every text here is built to exhaust a reader without bounds. */
@Timeout(value = 30, unit = SECONDS)
class LimitsTest {
  @Test
  void parse_fileOverTheBound_isNotRead() {
    assertThat(codes("f.yaml", "#".repeat(Limits.MAX_FILE_BYTES + 1)))
        .containsExactly(Code.FILE_TOO_LARGE);
  }

  @Test
  void parse_deepNesting_ends() {
    String brackets = "[".repeat(Limits.MAX_FILE_BYTES / 2);
    assertThat(codes("f.yaml", brackets)).containsExactly(Code.TOO_DEEP);
    assertThat(codes("f.json", brackets)).containsExactly(Code.TOO_DEEP);
    assertThat(codes("f.yaml", "- ".repeat(100_000))).containsExactly(Code.TOO_DEEP);
    assertThat(codes("f.yaml", "{a: ".repeat(100_000))).containsExactly(Code.TOO_DEEP);
    assertThat(codes("f.yaml", "? ".repeat(100_000))).containsExactly(Code.TOO_DEEP);
  }

  @Test
  void parse_deepestNesting_isRead() {
    String nested = "[".repeat(Limits.MAX_DEPTH) + "]".repeat(Limits.MAX_DEPTH);
    assertThat(codes("f.yaml", nested)).isEmpty();
    assertThat(codes("f.json", nested)).isEmpty();
  }

  @Test
  void parse_nestingHiddenBehindAliases_ends() {
    StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 100; i++) {
      text.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
    }
    assertThat(codes("f.yaml", text.toString())).containsExactly(Code.TOO_DEEP);
  }

  @Test
  void parse_aliasesThatMultiply_end() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 20; i++) {
      text.append("a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(10)));
    }
    assertThat(codes("f.yaml", text.toString())).containsExactly(Code.TOO_MANY_VALUES);
  }

  @Test
  void parse_manyValues_end() {
    String list = "[" + "a,".repeat(Limits.MAX_FILE_VALUES) + "a]";
    assertThat(codes("f.yaml", list)).containsExactly(Code.TOO_MANY_VALUES);
    assertThat(codes("f.json", list.replace("a", "1"))).containsExactly(Code.TOO_MANY_VALUES);
  }

  @Test
  void parse_manyDocuments_end() {
    assertThat(codes("f.yaml", "a: b\n---\n".repeat(Limits.MAX_FILE_DOCUMENTS + 1)))
        .containsExactly(Code.TOO_MANY_DOCUMENTS);
  }

  @Test
  void parse_manyBrokenDocuments_endWithinTheBoundOfProblems() {
    List<Code> codes = codes("f.yaml", "a: [\n---\n".repeat(Limits.MAX_FILE_DOCUMENTS));
    assertThat(codes).hasSize(Problems.MAX_PROBLEMS + 1).endsWith(Code.TOO_MANY_PROBLEMS);
  }

  @Test
  void parse_oneLongToken_endsSoon() {
    int length = Limits.MAX_FILE_BYTES - 10;
    assertThat(codes("f.yaml", "a: " + "b".repeat(length))).isEmpty();
    assertThat(codes("f.yaml", "a: '" + "b c ".repeat(length / 4) + "'")).isEmpty();
    assertThat(codes("f.yaml", "a: \"" + "\\x41".repeat(length / 4) + "\"")).isEmpty();
    assertThat(codes("f.yaml", "a: b\n" + "#".repeat(length))).isEmpty();
    assertThat(codes("f.yaml", "a: |\n" + " b\n".repeat(length / 3))).isEmpty();
    assertThat(codes("f.yaml", "a: b" + "\n".repeat(length))).isEmpty();
    assertThat(codes("f.yaml", "a:\n" + " b\n".repeat(length / 3))).isEmpty();
    assertThat(codes("f.yaml", "a: &" + "b".repeat(length / 2) + " c")).isEmpty();
    assertThat(codes("f.json", "{\"a\": \"" + "b".repeat(length - 10) + "\"}")).isEmpty();
    assertThat(codes("f.json", "{\"a\": " + "1".repeat(length - 10) + "}")).isEmpty();
    assertThat(codes("f.json", "{\"" + "b".repeat(length - 10) + "\": 1}")).isEmpty();
  }

  private static List<Code> codes(String path, String text) {
    return PolicyParser.parse(PolicyFile.of(path, text)).problems().stream()
        .map(Diagnostic::code)
        .toList();
  }
}
