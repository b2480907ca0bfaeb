package dev.portwrit.guardrail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portwrit.diagnostic.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * JSON with no second reading: UTF-8, one value and nothing after it, no key twice, at most {@value
 * #MAX_DEPTH} deep.
 *
 * <p>Whatever goes into a WebAssembly policy comes from here. A policy that is given malformed JSON
 * sees no input at all, without an error, and a list of denies is then empty.
 */
final class StrictJson {
  /** The deepest nesting. */
  static final int MAX_DEPTH = 500;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private StrictJson() {}

  /** Writes the parts of one value. */
  interface Writer {
    void write(JsonGenerator json) throws IOException;
  }

  /**
   * Reads one value.
   *
   * @throws JsonRefused if the bytes are not exactly one value
   */
  static JsonNode parse(byte[] bytes) throws JsonRefused {
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new JsonRefused("it is not UTF-8");
    }
  }

  /**
   * Reads one value.
   *
   * @throws JsonRefused if the text is not exactly one value
   */
  static JsonNode parse(String text) throws JsonRefused {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node.isMissingNode()) {
        throw new JsonRefused("it is empty");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new JsonRefused(Printable.firstLine(e.getOriginalMessage()));
    } catch (NumberFormatException e) {
      // JSON has exponents of any size, and Jackson passes on what BigDecimal says of them.
      throw new JsonRefused("a number has too large an exponent");
    }
  }

  /** The bytes of one value. */
  static byte[] write(Writer writer) throws JsonRefused {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = MAPPER.getFactory().createGenerator(bytes)) {
      writer.write(json);
    } catch (IOException e) {
      throw new JsonRefused(Printable.firstLine(String.valueOf(e.getMessage())));
    }
    return bytes.toByteArray();
  }

  /** The bytes of one value. */
  static byte[] write(JsonNode node) throws JsonRefused {
    return write(json -> MAPPER.writeTree(json, node));
  }
}
