package dev.portwrit.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.source.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the papers show as policy is policy. */
class DocumentationTest {
  private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/language.md"})
  void compile_examplesOfAPage_haveNoProblem(String page) throws IOException {
    String text = Files.readString(Path.of("..", page));
    List<String> blocks = BLOCK.matcher(text).results().map(found -> found.group(1)).toList();
    assertThat(blocks).isNotEmpty();
    List<PolicyFile> files = new ArrayList<>();
    String settings = "version: 1\n";
    for (String block : blocks) {
      if (block.contains("version: 1")) {
        settings = block;
      } else {
        files.add(PolicyFile.of("block-" + files.size() + ".yaml", block));
      }
    }
    files.add(PolicyFile.of("portwrit.yaml", settings));
    Compilation compilation =
        new PolicyCompiler(Set.of("expiring-user-grants", "release-annotations")).compile(files);

    assertThat(compilation.problems()).isEmpty();
  }
}
