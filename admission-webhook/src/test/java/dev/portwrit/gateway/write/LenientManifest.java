package dev.portwrit.gateway.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonConfig;
import jakarta.json.JsonConfig.KeyStrategy;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A manifest as a client reads it that is written in another language: by another parser, keys in
 * any case, the first or the last of two winning, unknown things left out.
 *
 * @param mediaType the type that it says, empty where it says none
 * @param digests all that it names as its parts
 * @param isImage whether it has a config or layers
 * @param hasChildren whether it has manifests
 */
record LenientManifest(
    String mediaType, List<String> digests, boolean isImage, boolean hasChildren) {

  /** All readings there are. */
  static List<LenientManifest> readings(byte[] bytes) {
    return Stream.of(KeyStrategy.FIRST, KeyStrategy.LAST)
        .flatMap(one -> of(bytes, one).stream())
        .toList();
  }

  /** Empty where that parser cannot read it: it knows fewer numbers. */
  private static Optional<LenientManifest> of(byte[] bytes, KeyStrategy winner) {
    JsonReaderFactory readers = Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, winner));
    try (JsonReader reader = readers.createReader(new StringReader(new String(bytes, UTF_8)))) {
      JsonObject root = reader.readObject();
      List<String> parts = new ArrayList<>(digests(root, "config"));
      parts.addAll(digests(root, "layers"));
      parts.addAll(digests(root, "blobs"));
      List<String> children = digests(root, "manifests");
      return Optional.of(
          new LenientManifest(
              text(root, "mediaType"),
              Stream.concat(parts.stream(), children.stream()).toList(),
              !parts.isEmpty(),
              !children.isEmpty()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static List<String> digests(JsonObject root, String key) {
    JsonValue value = find(root, key);
    List<? extends JsonValue> all = value instanceof JsonArray array ? array : List.of(value);
    return all.stream()
        .filter(JsonObject.class::isInstance)
        .map(one -> text(one.asJsonObject(), "digest"))
        .filter(digest -> !digest.isEmpty())
        .toList();
  }

  private static String text(JsonObject object, String key) {
    return find(object, key) instanceof JsonString text ? text.getString() : "";
  }

  private static JsonValue find(JsonObject object, String key) {
    JsonValue found = JsonValue.NULL;
    for (String name : object.keySet()) {
      if (name.equalsIgnoreCase(key)) {
        found = object.get(name);
      }
    }
    return found;
  }
}
