package dev.portwrit.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.diagnostic.Severity;
import dev.portwrit.source.PolicyFile;
import dev.portwrit.syntax.CanonicalLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** What holds of every compilation, whatever is in the files. */
final class CompilationLaws {
  private CompilationLaws() {}

  /** There is a workspace or an error, and every problem can be shown and found. */
  static void requireShown(Compilation compilation, List<PolicyFile> files) {
    boolean error =
        compilation.problems().stream().anyMatch(one -> one.severity() == Severity.ERROR);
    assertThat(compilation.workspace().isPresent()).isNotEqualTo(error);
    assertThat(compilation.problems()).isSorted().doesNotHaveDuplicates();
    for (Diagnostic problem : compilation.problems()) {
      assertThat(problem.help()).isPresent();
      assertThat(problem.message() + problem.help().orElseThrow())
          .matches(text -> text.codePoints().allMatch(Printable::isPrintable));
      problem.place().ifPresent(place -> requirePlace(place, files));
    }
  }

  private static void requirePlace(Place place, List<PolicyFile> files) {
    List<String> lines =
        files.stream()
            .filter(file -> file.path().equals(place.file()))
            .map(file -> new String(file.content(), StandardCharsets.UTF_8))
            // A carriage return with nothing behind it is no line end to the YAML scanner.
            .map(text -> List.of(text.replaceFirst("\r\\z", " ").split("\r\n|\r|\n", -1)))
            .findFirst()
            .orElse(List.of(""));
    assertThat(place.line()).isLessThanOrEqualTo(lines.size());
    String line = lines.get(place.line() - 1);
    assertThat(place.column()).isLessThanOrEqualTo(line.codePointCount(0, line.length()) + 1);
  }

  /** The canonical layout of the files means the same, and has the same problems. */
  static void requireSameInCanonicalLayout(
      Compilation expected,
      List<PolicyFile> files,
      Function<List<PolicyFile>, Compilation> compiler) {
    List<PolicyFile> laid =
        files.stream()
            .map(
                file ->
                    CanonicalLayout.format(file)
                        .map(text -> PolicyFile.of(file.path(), text))
                        .orElse(file))
            .toList();
    Compilation compilation = compiler.apply(laid);
    // Problems come by their places, and the layout moves what they are about.
    assertThat(texts(compilation)).containsExactlyInAnyOrderElementsOf(texts(expected));
    assertThat(compilation.workspace().map(Meaning::of))
        .isEqualTo(expected.workspace().map(Meaning::of));
  }

  private static List<String> texts(Compilation compilation) {
    return compilation.problems().stream()
        .map(problem -> problem.code() + problem.message())
        .toList();
  }
}
