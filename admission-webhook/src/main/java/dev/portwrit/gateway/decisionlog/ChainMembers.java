package dev.portwrit.gateway.decisionlog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What places a line that was read in its chain.
 *
 * @param sequence its number
 * @param previous the hash of the line before it
 * @param instance whose chain it is
 * @param kind what sort of line it is
 */
record ChainMembers(long sequence, String previous, String instance, String kind) {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).build())
          .build();

  /** Reads a line without its line feed; empty if it is not a line of a log at all. */
  static Optional<ChainMembers> parse(byte[] line) {
    if (line.length > LogLine.MAX_BYTES) {
      return Optional.empty();
    }
    try (JsonParser json = JSON.createParser(line)) {
      return json.nextToken() == JsonToken.START_OBJECT ? parseObject(json) : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<ChainMembers> parseObject(JsonParser json) throws IOException {
    long sequence = 0;
    @Nullable String previous = null;
    @Nullable String instance = null;
    @Nullable String kind = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "sequence" -> sequence = value == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : 0;
        case "previous" -> previous = text(json, value);
        case "instance" -> instance = text(json, value);
        case "kind" -> kind = text(json, value);
        default -> json.skipChildren();
      }
    }
    boolean isWhole = json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
    if (!isWhole || sequence < 1 || previous == null || instance == null || kind == null) {
      return Optional.empty();
    }
    return Head.isHash(previous)
        ? Optional.of(new ChainMembers(sequence, previous, instance, kind))
        : Optional.empty();
  }

  private static @Nullable String text(JsonParser json, JsonToken value) throws IOException {
    return value == JsonToken.VALUE_STRING ? json.getText() : null;
  }
}
