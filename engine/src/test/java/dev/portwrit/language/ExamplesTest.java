package dev.portwrit.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.source.PolicyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "examples");

  @ParameterizedTest
  @MethodSource("workspaces")
  void compile_example_hasNoProblem(Path workspace) throws IOException {
    Compilation compilation =
        new PolicyCompiler(Set.of("expiring-user-grants", "release-annotations"))
            .compile(files(workspace));

    assertThat(compilation.problems()).isEmpty();
    assertThat(compilation.workspace()).isPresent();
  }

  static List<Path> workspaces() throws IOException {
    try (Stream<Path> paths = Files.walk(EXAMPLES)) {
      return paths
          .filter(path -> path.endsWith(PolicyCompiler.SETTINGS_FILE))
          .map(Path::getParent)
          .sorted()
          .toList();
    }
  }

  private static List<PolicyFile> files(Path workspace) throws IOException {
    try (Stream<Path> paths = Files.walk(workspace)) {
      return paths
          .filter(path -> path.toString().matches(".*\\.(yaml|yml|json)"))
          .filter(path -> !workspace.relativize(path).toString().matches("(tests|guardrails)/.*"))
          .map(path -> read(workspace, path))
          .toList();
    }
  }

  private static PolicyFile read(Path workspace, Path path) {
    try {
      String name = workspace.relativize(path).toString().replace('\\', '/');
      return new PolicyFile(name, Files.readAllBytes(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
