package dev.portwrit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PublicJavadocTest {
  @Test
  void whatIsPublicInTheEngine_hasAComment() throws IOException {
    assertThat(SourceComments.missing(Path.of("src/main/java"))).isEmpty();
  }
}
