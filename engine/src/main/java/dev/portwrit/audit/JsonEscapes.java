package dev.portwrit.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import org.jspecify.annotations.Nullable;

/**
 * Characters that JSON may hold as they are, and whoever shows it should not see so. All that are
 * not of ASCII are escaped besides.
 */
final class JsonEscapes extends CharacterEscapes {
  private static final long serialVersionUID = 1;

  /** For a terminal: JSON asks nothing of the control character DEL; a terminal does. */
  static final JsonFactory OF_TERMINAL = factory("\u007f");

  /** For an element of HTML, which no text of the data can end, and in which none is markup. */
  static final JsonFactory OF_HTML = factory("\u007f<>&");

  private final String escaped;

  private JsonEscapes(String escaped) {
    this.escaped = escaped;
  }

  private static JsonFactory factory(String escaped) {
    return new JsonFactoryBuilder()
        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
        .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
        .characterEscapes(new JsonEscapes(escaped))
        .build();
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    int[] escapes = standardAsciiEscapesForJSON();
    escaped.chars().forEach(c -> escapes[c] = ESCAPE_STANDARD);
    return escapes;
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int c) {
    return null;
  }
}
