package dev.portwrit.gateway.upstream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the JSON that registries answer: error bodies and lists. */
final class RegistryJson {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(64).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RegistryJson() {}

  /** Whether an error body says, with every code it has, that something is not there. */
  static boolean saysAbsent(byte[] body, Set<String> absentCodes) {
    List<String> codes = codes(body);
    return !codes.isEmpty() && absentCodes.containsAll(codes);
  }

  private static List<String> codes(byte[] body) {
    List<String> codes = new ArrayList<>();
    try {
      for (JsonNode error : JSON.readTree(body).path("errors")) {
        codes.add(error.path("code").asText(""));
      }
    } catch (IOException e) {
      return List.of();
    }
    return codes;
  }

  /** A body that is an object. */
  static JsonNode object(byte[] body) throws IOException {
    JsonNode root = JSON.readTree(body);
    if (!root.isObject()) {
      throw new IOException("no object");
    }
    return root;
  }

  /** The texts of a list under a key; {@code null} counts as empty, as some registries send it. */
  static List<String> texts(byte[] body, String key) throws IOException {
    JsonNode root = JSON.readTree(body);
    JsonNode list = root.path(key);
    if (!root.isObject() || !(list.isArray() || list.isNull())) {
      throw new IOException("no list `" + key + "`");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : list) {
      if (!element.isTextual()) {
        throw new IOException("an element of `" + key + "` is not text");
      }
      texts.add(element.textValue());
    }
    return texts;
  }
}
