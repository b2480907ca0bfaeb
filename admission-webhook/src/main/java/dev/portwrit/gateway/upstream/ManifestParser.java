package dev.portwrit.gateway.upstream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.gateway.upstream.ManifestContent.Read;
import dev.portwrit.gateway.upstream.ManifestContent.Reading;
import dev.portwrit.gateway.upstream.ManifestContent.Unreadable;
import dev.portwrit.reference.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads manifests. */
final class ManifestParser {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_DESCRIPTORS = 10_000;
  private static final List<String> KNOWN_KEYS =
      List.of(
          "schemaVersion",
          "mediaType",
          "artifactType",
          "annotations",
          "config",
          "layers",
          "blobs",
          "manifests",
          "subject",
          "fsLayers");
  private static final List<String> DESCRIPTOR_KEYS = List.of("mediaType", "digest", "size");

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private int descriptors;

  Reading read(byte[] bytes) {
    try {
      // Jackson would also take UTF-16 and UTF-32, which registries do not.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      JsonNode root = JSON.readTree(text);
      return root instanceof ObjectNode object
          ? new Read(content(object))
          : new Unreadable("the manifest is not a JSON object");
    } catch (CharacterCodingException e) {
      return new Unreadable("the manifest is not UTF-8");
    } catch (JsonProcessingException e) {
      return new Unreadable(
          "the manifest is not valid JSON: " + Printable.firstLine(e.getOriginalMessage()));
    } catch (Unfit e) {
      return new Unreadable(e.cause);
    }
  }

  /** Carries a cause out of the depths; never leaves the class. */
  private static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String cause;

    Unfit(String cause) {
      super(cause, null, false, false);
      this.cause = cause;
    }
  }

  private ManifestContent content(ObjectNode root) {
    requireExactKeys(root, KNOWN_KEYS);
    if (root.has("fsLayers")) {
      throw new Unfit("the manifest is of schema 1, which names its parts in another way");
    }
    List<Descriptor> layers = new ArrayList<>(descriptors(root, "layers"));
    layers.addAll(descriptors(root, "blobs"));
    return new ManifestContent(
        text(root, "mediaType").orElse(""),
        text(root, "artifactType"),
        annotations(root),
        descriptor(root, "config"),
        layers,
        descriptors(root, "manifests"),
        descriptor(root, "subject"));
  }

  private static void requireExactKeys(ObjectNode node, List<String> known) {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      for (String key : known) {
        if (name.equalsIgnoreCase(key) && !name.equals(key)) {
          throw new Unfit("the manifest has the key `" + key + "` in another case");
        }
      }
    }
  }

  private static Optional<String> text(ObjectNode node, String key) {
    JsonNode value = node.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw new Unfit("`" + key + "` in the manifest is not text");
    }
    return Optional.of(value.textValue());
  }

  private static Map<String, String> annotations(ObjectNode root) {
    JsonNode node = root.path("annotations");
    if (node.isMissingNode() || node.isNull()) {
      return Map.of();
    }
    if (!(node instanceof ObjectNode object)) {
      throw new Unfit("`annotations` in the manifest are not an object");
    }
    Map<String, String> annotations = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (!entry.getValue().isTextual()) {
        throw new Unfit("an annotation of the manifest is not text");
      }
      annotations.put(entry.getKey(), entry.getValue().textValue());
    }
    return annotations;
  }

  private Optional<Descriptor> descriptor(ObjectNode root, String key) {
    JsonNode node = root.path(key);
    return node.isMissingNode() || node.isNull()
        ? Optional.empty()
        : Optional.of(descriptor(node, key));
  }

  private List<Descriptor> descriptors(ObjectNode root, String key) {
    JsonNode node = root.path(key);
    if (node.isMissingNode() || node.isNull()) {
      return List.of();
    }
    if (!node.isArray()) {
      throw new Unfit("`" + key + "` in the manifest is not a list");
    }
    List<Descriptor> found = new ArrayList<>();
    for (JsonNode element : node) {
      found.add(descriptor(element, key));
    }
    return found;
  }

  private Descriptor descriptor(JsonNode node, String key) {
    if (++descriptors > MAX_DESCRIPTORS) {
      throw new Unfit("the manifest names more than " + MAX_DESCRIPTORS + " others");
    }
    if (!(node instanceof ObjectNode object)) {
      throw new Unfit("`" + key + "` in the manifest is not a descriptor");
    }
    requireExactKeys(object, DESCRIPTOR_KEYS);
    Digest digest =
        text(object, "digest")
            .flatMap(Digest::parse)
            .orElseThrow(() -> new Unfit("`" + key + "` in the manifest has no valid digest"));
    JsonNode size = object.path("size");
    return new Descriptor(
        text(object, "mediaType").orElse(""),
        digest,
        size.isIntegralNumber() && size.canConvertToLong() ? size.longValue() : -1);
  }
}
