package dev.portwrit.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.source.PolicyFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyParserTest {
  @Test
  void parse_severalDocuments_haveTheirPlaces() {
    ParsedFile file = yaml("team: a\n---\n# nothing\n---\nmembers:\n  - bob\n  - 'c d'\n");

    assertThat(shown(file))
        .containsExactly("{team@1:1: a@1:7}@1:1", "{members@5:1: [bob@6:5, c d@7:5]@6:3}@5:1");
    assertThat(file.problems()).isEmpty();
  }

  @Test
  void parse_columnBehindCharactersOutsideTheBasicPlane_countsCharacters() {
    assertThat(shown(yaml("{ü: 😀, b: c}"))).containsExactly("{ü@1:2: 😀@1:5, b@1:8: c@1:11}@1:1");
    assertThat(shown(json("{\"ü\": \"😀\", \"b\": \"c\"}")))
        .containsExactly("{ü@1:2: 😀@1:7, b@1:12: c@1:17}@1:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.10", "no", "0x1F", "2026-01-31", "true", "1e3", "+12", "'~'", "\"\""})
  void parse_scalar_isTextAsWritten(String written) {
    String text = written.replaceAll("['\"]", "");

    assertThat(shown(yaml("a: " + written))).containsExactly("{a@1:1: " + text + "@1:4}@1:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~", "null", "# comment"})
  void parse_nothingBehindTheColon_isMissing(String written) {
    assertThat(first(yaml("a: " + written)).value()).isInstanceOf(Node.Missing.class);
  }

  @Test
  void parse_jsonValues_areTextAsWritten() {
    ParsedFile file =
        json("{\n  \"a\": [1.10, true, null, \"x\"],\r\n  \"b\": 007e1\n}".replace("007", "7"));

    assertThat(shown(file))
        .containsExactly("{a@2:3: [1.10@2:9, true@2:15, -@2:21, x@2:27]@2:8, b@3:3: 7e1@3:8}@1:1");
    assertThat(file.problems()).isEmpty();
  }

  @Test
  void parse_alias_repeatsWhatItNamesAtItsPlace() {
    assertThat(shown(yaml("a: &x [bob]\nb: *x\n")))
        .containsExactly("{a@1:1: [bob@1:8]@1:4, b@2:1: [bob@1:8]@1:4}@1:1");
  }

  @Test
  void parse_byteOrderMark_isLeftOut() {
    assertThat(shown(yaml("\ufeffa: b"))).containsExactly("{a@1:1: b@1:4}@1:1");
    assertThat(yaml("\ufeffa: b").problems()).isEmpty();
  }

  @Test
  void parse_brokenDocument_doesNotHideTheOthers() {
    ParsedFile file =
        yaml("a: b\n---\nteam: acme/pay\n members: [\n---\nc: d\n--- \ne: 'f\n---\ng: h\n");

    assertThat(shown(file))
        .containsExactly(
            "{a@1:1: b@1:4}@1:1",
            "incomplete {team@2:1: acme/pay@2:1}@2:1",
            "{c@6:1: d@6:4}@6:1",
            "incomplete {e@7:1: f@7:1}@7:1",
            "{g@10:1: h@10:4}@10:1");
    assertThat(problems(file)).containsExactly("PW0201 at 4:9", "PW0201 at 9:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: b\\nc: d\\na: e | PW0204 at 3:1",
        "a: !!str b | PW0205 at 1:4",
        "a: ! b | PW0205 at 1:4",
        "!x [b] | PW0205 at 1:1",
        "a: &x {b: c}\\nd:\\n  <<: *x | PW0206 at 3:3",
        "a: *x | PW0207 at 1:4",
        "a: &x [*x] | PW0207 at 1:8",
        "a: *-rc | PW0207 at 1:4",
        "a: &x b\\n--- \\nc: *x | PW0207 at 3:4",
        "[a]: b | PW0208 at 1:1",
        "? \\n: b | PW0208 at 1:2",
        "a: \"\\\\x1b[2J\" | PW0203 at 1:4",
        "a: \"\\\\u202e\" | PW0203 at 1:4",
        "a: \"\\\\ud800\" | PW0203 at 1:4",
        "a: \"\\\\UFFFFFFFF\" | PW0201 at 1:1",
        "a: [*] | PW0201 at 1:6",
        "a: @b | PW0201 at 1:4",
      })
  void parse_whatPoliciesDoNotHave_isAProblemWithItsPlace(String text, String expected) {
    String yaml = text.strip().replace("\\\\", "\0").replace("\\n", "\n").replace('\0', '\\');

    assertThat(problems(yaml(yaml))).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"a\": }",
        "{\"a\": 1} {}",
        "[1,]",
        "{'a': 1}",
        "{\"a\": 1 /* x */}",
        "nul"
      })
  void parse_whatIsNotJson_isAProblem(String text) {
    assertThat(problems(json(text))).singleElement().asString().startsWith("PW0201");
  }

  @Test
  void parse_jsonKeyTwice_isAProblemWithItsPlace() {
    assertThat(problems(json("{\"a\": 1, \"a\": 2}"))).containsExactly("PW0204 at 1:10");
  }

  @Test
  void parse_latin1_isAProblemAndTheRestIsRead() {
    byte[] bytes = "a: b\nc: M\u00fcller\nd: [".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(problems(PolicyParser.parse(new PolicyFile("f.yaml", bytes))))
        .containsExactly("PW0202 at 2:5", "PW0201 at 3:5");
  }

  @Test
  void parse_utf16_isAProblem() {
    byte[] bytes = "\ufeffa: b\n".getBytes(StandardCharsets.UTF_16LE);

    assertThat(problems(PolicyParser.parse(new PolicyFile("f.yaml", bytes))))
        .contains("PW0202 at 1:1");
  }

  @Test
  void parse_escapeSequenceInAMessage_isEscaped() {
    ParsedFile file = yaml("\"a\\x1b[2J\": b\n\"a\\x1b[2J\": c\n");

    assertThat(file.problems().toString()).contains("\\u001b").doesNotContain("\u001b");
  }

  private static ParsedFile yaml(String text) {
    return PolicyParser.parse(PolicyFile.of("f.yaml", text));
  }

  private static ParsedFile json(String text) {
    return PolicyParser.parse(PolicyFile.of("f.json", text));
  }

  private static Node.Entry first(ParsedFile file) {
    return ((Node.Mapping) file.documents().get(0).root()).entries().get(0);
  }

  private static List<String> problems(ParsedFile file) {
    return file.problems().stream().map(PolicyParserTest::shown).toList();
  }

  private static String shown(Diagnostic problem) {
    Code code = problem.code();
    return problem
        .place()
        .map(p -> String.format(Locale.ROOT, "%s at %d:%d", code, p.line(), p.column()))
        .orElseThrow();
  }

  private static List<String> shown(ParsedFile file) {
    return file.documents().stream()
        .map(d -> (d.complete() ? "" : "incomplete ") + shown(d.root()))
        .toList();
  }

  private static String shown(Node node) {
    String place = "@" + node.place().line() + ":" + node.place().column();
    if (node instanceof Node.Scalar scalar) {
      return scalar.text() + place;
    }
    if (node instanceof Node.Sequence sequence) {
      return sequence.items().stream()
          .map(PolicyParserTest::shown)
          .collect(Collectors.joining(", ", "[", "]" + place));
    }
    if (node instanceof Node.Mapping mapping) {
      return mapping.entries().stream()
          .map(e -> shown(e.key()) + ": " + shown(e.value()))
          .collect(Collectors.joining(", ", "{", "}" + place));
    }
    return "-" + place;
  }
}
