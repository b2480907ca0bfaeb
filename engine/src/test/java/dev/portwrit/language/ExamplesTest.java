package dev.portwrit.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.source.PolicyFile;
import dev.portwrit.syntax.CanonicalLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {
  @ParameterizedTest
  @MethodSource("dev.portwrit.language.ExampleWorkspaces#folders")
  void compile_example_hasNoProblem(Path workspace) {
    Compilation compilation =
        new PolicyCompiler(Set.of("expiring-user-grants", "release-annotations"))
            .compile(ExampleWorkspaces.files(workspace));

    assertThat(compilation.problems()).isEmpty();
    assertThat(compilation.workspace()).isPresent();
  }

  @ParameterizedTest
  @MethodSource("dev.portwrit.language.ExampleWorkspaces#folders")
  void format_example_findsItLaidOut(Path workspace) {
    for (PolicyFile file : ExampleWorkspaces.files(workspace)) {
      assertThat(CanonicalLayout.format(file))
          .contains(new String(file.content(), StandardCharsets.UTF_8));
    }
  }
}
