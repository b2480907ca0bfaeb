package dev.portwrit.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a registry reads of a manifest or an index.
 *
 * @param mediaType what it says of itself, if it does
 * @param artifactType its own, or the media type of its config; empty for an index that has none
 * @param blobs config and layers, without those that are kept elsewhere by {@code urls}
 * @param children the manifests of an index
 * @param subject what it refers to, if it does
 * @param annotations an object, or nothing
 */
record ManifestDocument(
    Optional<String> mediaType,
    Optional<String> artifactType,
    List<Digest> blobs,
    List<Digest> children,
    Optional<Digest> subject,
    JsonNode annotations) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static ManifestDocument parse(byte[] bytes) throws RefusedException {
    try {
      if (JSON.readTree(bytes) instanceof ObjectNode manifest) {
        return of(manifest);
      }
    } catch (JsonProcessingException e) {
      throw invalid("a manifest is JSON: " + Printable.escape(e.getOriginalMessage()));
    } catch (IOException e) {
      throw invalid("a manifest is JSON in UTF-8");
    }
    throw invalid("a manifest is a JSON object");
  }

  private static ManifestDocument of(ObjectNode manifest) throws RefusedException {
    List<Digest> blobs = new ArrayList<>();
    JsonNode config = manifest.path("config");
    if (config.isObject()) {
      blobs.add(digest(config));
    }
    for (JsonNode layer : manifest.path("layers")) {
      if (!layer.has("urls")) {
        blobs.add(digest(layer));
      }
    }
    List<Digest> children = new ArrayList<>();
    for (JsonNode child : manifest.path("manifests")) {
      children.add(digest(child));
    }
    JsonNode subject = manifest.path("subject");
    return new ManifestDocument(
        text(manifest.path("mediaType")),
        text(manifest.path("artifactType")).or(() -> text(config.path("mediaType"))),
        List.copyOf(blobs),
        List.copyOf(children),
        subject.isObject() ? Optional.of(digest(subject)) : Optional.empty(),
        manifest.path("annotations").isObject()
            ? manifest.path("annotations")
            : MissingNode.getInstance());
  }

  private static Digest digest(JsonNode descriptor) throws RefusedException {
    return Digest.parse(descriptor.path("digest").asText())
        .orElseThrow(() -> invalid("a descriptor has no digest"));
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() && !node.textValue().isEmpty()
        ? Optional.of(node.textValue())
        : Optional.empty();
  }

  private static RefusedException invalid(String message) {
    return new RefusedException(ErrorCode.MANIFEST_INVALID, message);
  }
}
