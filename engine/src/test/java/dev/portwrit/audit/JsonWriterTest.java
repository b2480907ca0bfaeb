package dev.portwrit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
  @Test
  void controlCharacters_areEscaped_deleteAmongThem() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonEscapes.OF_TERMINAL.createGenerator(out)) {
      json.writeString("a\u007fb\u009b\n\"\u00e9");
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringCase("\"a\\u007Fb\\u009B\\n\\\"\\u00E9\"");
  }
}
