package dev.portwrit.language;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that can be wrong with policies, each shown by a folder of files. */
class GoldenTest {
  private static final boolean WRITE = Boolean.getBoolean("golden.write");

  @ParameterizedTest
  @MethodSource("cases")
  @Timeout(value = 120, unit = SECONDS)
  void compile_goldenCase_saysWhatIsExpected(GoldenCase golden) {
    Compilation compilation = golden.compile();
    String output = GoldenCase.output(compilation);
    if (WRITE) {
      golden.write(output);
    }
    assertThat(output).isEqualTo(golden.expected());
    assertThat(compilation.problems())
        .extracting(Diagnostic::code)
        .map(Code::toString)
        .contains(golden.code());
    boolean isWrong =
        compilation.problems().stream().anyMatch(one -> one.severity() == Severity.ERROR);
    assertThat(compilation.workspace().isEmpty()).isEqualTo(isWrong);
  }

  @Test
  void codes_all_haveAGoldenCase() throws IOException {
    Set<String> shown = new HashSet<>(elsewhere().keySet());
    cases().forEach(one -> shown.add(one.code()));

    assertThat(shown).containsExactlyInAnyOrderElementsOf(codes());
  }

  @Test
  void codesShownElsewhere_areNamedByThatTest() throws IOException {
    for (Map.Entry<String, String> entry : elsewhere().entrySet()) {
      Path test = Path.of("src", "test", "java", entry.getValue().replace('.', '/') + ".java");
      assertThat(Files.readString(test))
          .as(entry.getKey() + " in " + test)
          .containsAnyOf(entry.getKey(), "Code." + constant(entry.getKey()));
    }
  }

  @Test
  void codes_all_haveALineInTheDocumentation() throws IOException {
    List<String> documented =
        Files.readAllLines(Path.of("..", "docs", "diagnostics.md")).stream()
            .filter(line -> line.startsWith("| PW"))
            .map(line -> line.substring(2, 8))
            .toList();

    assertThat(documented).containsExactlyElementsOf(codes().stream().sorted().toList());
  }

  @Test
  void helps_ofAllGoldenCases_areThere() {
    for (GoldenCase one : cases()) {
      long helps = one.expected().lines().filter(line -> line.startsWith("  help: ")).count();
      long problems =
          one.expected().lines().filter(line -> line.matches(".*(error|warning)\\[PW.*")).count();
      assertThat(helps).as(one.toString()).isEqualTo(problems);
    }
  }

  static List<GoldenCase> cases() {
    return GoldenCase.all();
  }

  private static List<String> codes() {
    return Arrays.stream(Code.values()).map(Code::toString).toList();
  }

  private static String constant(String code) {
    return Arrays.stream(Code.values())
        .filter(one -> one.toString().equals(code))
        .map(Code::name)
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> elsewhere() throws IOException {
    Map<String, String> tests = new HashMap<>();
    for (String line : Files.readAllLines(GoldenCase.ROOT.resolve("elsewhere.txt"))) {
      if (line.startsWith("PW")) {
        tests.put(line.substring(0, 6), line.substring(7).strip());
      }
    }
    return tests;
  }
}
