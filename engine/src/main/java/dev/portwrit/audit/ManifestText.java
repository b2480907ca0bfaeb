package dev.portwrit.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A manifest as JSON. It is read strictly: only a text that would be written the same again is one.
 */
final class ManifestText {
  private static final String KIND = "portwrit audit 1";
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();
  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter WRITER =
      JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES));

  private ManifestText() {}

  static String write(Manifest manifest) {
    ObjectNode json = JSON.createObjectNode();
    json.put("manifest", KIND);
    json.put("report", manifest.report());
    json.put("format", manifest.format().toString());
    json.put("commit", manifest.commit());
    json.put("now", manifest.now().toString());
    ObjectNode options = json.putObject("options");
    manifest.options().forEach(options::put);
    json.put("complete", manifest.isComplete());
    json.put("rows", manifest.rows());
    json.put("tool", manifest.tool());
    json.put("made-at", manifest.madeAt().toString());
    json.put("made-by", manifest.madeBy());
    ArrayNode parts = json.putArray("parts");
    for (Manifest.Part part : manifest.parts()) {
      parts
          .addObject()
          .put("name", part.name())
          .put("sha256", part.sha256())
          .put("bytes", part.bytes());
    }
    manifest
        .previous()
        .ifPresent(
            one -> json.putObject("previous").put("name", one.name()).put("sha256", one.sha256()));
    manifest.key().ifPresent(key -> json.put("key", key));
    return print(json);
  }

  static String print(ObjectNode json) {
    try {
      return WRITER.writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  static Optional<Manifest> read(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (!json.path("manifest").asText().equals(KIND)) {
        return Optional.empty();
      }
      Manifest manifest = manifest(json);
      return manifest.text().equals(text) ? Optional.of(manifest) : Optional.empty();
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Manifest manifest(JsonNode json) {
    SortedMap<String, String> options = new TreeMap<>();
    for (Map.Entry<String, JsonNode> option : json.path("options").properties()) {
      options.put(option.getKey(), option.getValue().asText());
    }
    List<Manifest.Part> parts = new ArrayList<>();
    for (JsonNode part : json.path("parts")) {
      parts.add(
          new Manifest.Part(text(part, "name"), text(part, "sha256"), part.path("bytes").asLong()));
    }
    return new Manifest(
        text(json, "report"),
        AuditFormat.parse(text(json, "format"))
            .orElseThrow(() -> new IllegalArgumentException("not a format")),
        text(json, "commit"),
        Instant.parse(text(json, "now")),
        options,
        json.path("complete").asBoolean(),
        json.path("rows").asLong(),
        text(json, "tool"),
        Instant.parse(text(json, "made-at")),
        text(json, "made-by"),
        parts,
        json.has("previous")
            ? Optional.of(
                new Manifest.Previous(
                    text(json.path("previous"), "name"), text(json.path("previous"), "sha256")))
            : Optional.empty(),
        json.has("key") ? Optional.of(text(json, "key")) : Optional.empty());
  }

  private static String text(JsonNode json, String key) {
    JsonNode value = json.path(key);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("not a text: " + key);
    }
    return value.textValue();
  }
}
