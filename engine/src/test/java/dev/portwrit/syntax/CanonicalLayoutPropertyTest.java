package dev.portwrit.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.source.PolicyFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CanonicalLayoutPropertyTest {
  private static final List<String> PIECES =
      List.of(
          "a: ",
          "bb:",
          "- ",
          "\n",
          "\n",
          "\n\n",
          "  ",
          "    ",
          "# c\n",
          " # d\n",
          "[x, y]",
          "{k: v}",
          "[",
          "]",
          "{",
          "}",
          ", ",
          "text",
          "'it''s'",
          "\"q\\tq\"",
          "|\n",
          ">-\n",
          "&n ",
          "*n",
          "---\n",
          "...\n",
          "null",
          "~",
          "1.10",
          "\"1\"",
          "? ",
          ": ",
          "**",
          "\u00e9",
          "\uD83D\uDE00",
          "\r\n",
          "a long text that goes on and on ",
          "a: b\n",
          "- c\n",
          "d:\n",
          "#\n",
          "? |\n  e\n");

  /** Text that is often YAML: pieces of it in any order. */
  @Property(tries = 5_000)
  void format_anyYaml_staysSoAndMeansTheSame(@ForAll("yaml") String text) {
    check(PolicyFile.of("a.yaml", text));
  }

  /** Text that is nearly always YAML: a generated tree, written in a random layout. */
  @Property(tries = 2_000)
  void format_anyTree_staysSoAndMeansTheSame(@ForAll Random random) {
    String text = new RandomYaml(random).text();

    // A file that is left as it is would pass every other check.
    assertThat(check(PolicyFile.of("a.yaml", text)).orElseThrow())
        .as(text)
        .doesNotContainPattern("key\\d+ :|\\[ |[ \t]\n|\n\n\n");
  }

  @Provide
  Arbitrary<String> yaml() {
    return Arbitraries.of(PIECES)
        .list()
        .ofMinSize(1)
        .ofMaxSize(25)
        .map(pieces -> String.join("", pieces));
  }

  private static Optional<String> check(PolicyFile file) {
    Optional<String> laid = CanonicalLayout.format(file);
    ParsedFile before = PolicyParser.parse(file);
    assertThat(laid.isPresent()).isEqualTo(before.problems().isEmpty());
    if (laid.isPresent()) {
      PolicyFile after = PolicyFile.of(file.path(), laid.get());
      assertThat(CanonicalLayout.format(after)).as("laid out twice").contains(laid.get());
      assertThat(meaning(PolicyParser.parse(after))).isEqualTo(meaning(before));
      assertThat(comments(laid.get()))
          .isEqualTo(comments(new String(file.content(), StandardCharsets.UTF_8)));
    }
    return laid;
  }

  // Good enough for the pieces above, in which no other text has a number sign.
  private static long comments(String text) {
    return text.chars().filter(c -> c == '#').count();
  }

  private static String meaning(ParsedFile file) {
    return file.documents().stream()
        .map(document -> meaning(document.root()))
        .collect(Collectors.joining("\n"));
  }

  private static String meaning(Node node) {
    if (node instanceof Node.Scalar scalar) {
      return "'" + scalar.text() + "'";
    }
    if (node instanceof Node.Sequence sequence) {
      return sequence.items().stream()
          .map(CanonicalLayoutPropertyTest::meaning)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (node instanceof Node.Mapping mapping) {
      return mapping.entries().stream()
          .map(entry -> meaning(entry.key()) + ": " + meaning(entry.value()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return "-";
  }
}
