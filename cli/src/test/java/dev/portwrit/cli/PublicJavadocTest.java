package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.architecture.SourceComments;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PublicJavadocTest {
  @Test
  void whatIsPublicInTheCommand_hasAComment() throws IOException {
    assertThat(SourceComments.missing(Path.of("src/main/java"))).isEmpty();
  }
}
