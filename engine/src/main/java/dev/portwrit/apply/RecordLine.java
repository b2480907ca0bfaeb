package dev.portwrit.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.plan.Fingerprint;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A line of a record: a JSON object whose last field is the SHA-256 of all text before it.
 *
 * @param text the line without its end
 * @param hash the last field
 * @param fields all of them
 */
record RecordLine(String text, String hash, JsonNode fields) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final String BEFORE_HASH = ",\"hash\":\"";
  private static final String END = "\"}";
  private static final int LENGTH = BEFORE_HASH.length() + 64 + END.length();

  static RecordLine of(String line, Instant at, String previous, Map<String, Object> fields) {
    ObjectNode node = JSON.createObjectNode();
    node.put("line", line).put("at", at.toString()).put("previous", previous);
    fields.forEach((key, value) -> node.set(key, JSON.valueToTree(value)));
    String open = node.toString();
    String content = open.substring(0, open.length() - 1);
    String hash = Fingerprint.sha256(content);
    node.put("hash", hash);
    return new RecordLine(content + BEFORE_HASH + hash + END, hash, node);
  }

  /** Empty if the text is no whole line. */
  static Optional<RecordLine> read(String text) {
    if (text.length() < LENGTH || !text.endsWith(END)) {
      return Optional.empty();
    }
    String content = text.substring(0, text.length() - LENGTH);
    String hash = text.substring(text.length() - END.length() - 64, text.length() - END.length());
    if (!text.startsWith(BEFORE_HASH, content.length())
        || !Fingerprint.sha256(content).equals(hash)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new RecordLine(text, hash, JSON.readTree(text)));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  String text(String field) {
    return fields.path(field).asText();
  }
}
