package dev.portwrit.language;

import dev.portwrit.source.PolicyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The workspaces that are shown as examples. */
final class ExampleWorkspaces {
  private static final Path EXAMPLES = Path.of("..", "examples");

  private ExampleWorkspaces() {}

  static List<Path> folders() throws IOException {
    try (Stream<Path> paths = Files.walk(EXAMPLES)) {
      return paths
          .filter(path -> path.endsWith(PolicyCompiler.SETTINGS_FILE))
          .map(Path::getParent)
          .sorted()
          .toList();
    }
  }

  static List<PolicyFile> files(Path workspace) {
    try (Stream<Path> paths = Files.walk(workspace)) {
      return paths
          .filter(path -> path.toString().matches(".*\\.(yaml|yml|json)"))
          .filter(path -> !workspace.relativize(path).toString().matches("(tests|guardrails)/.*"))
          .map(path -> read(workspace, path))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
