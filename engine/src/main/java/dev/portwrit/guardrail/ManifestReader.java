package dev.portwrit.guardrail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a pushed manifest says, and what it refers to: the configuration of an image, the
 * manifests of an index.
 *
 * <p>Source: OCI image specification, "Image Manifest", "Image Index", "Image Configuration".
 */
final class ManifestReader {
  private static final int MAX_MANIFESTS = 100;
  private static final int MAX_DEPTH = 4;
  private static final Set<String> IMAGE_CONFIGURATIONS =
      Set.of(
          "application/vnd.oci.image.config.v1+json",
          "application/vnd.docker.container.image.v1+json");

  private final ContentSource source;
  private int manifests;

  private ManifestReader(ContentSource source) {
    this.source = source;
  }

  /**
   * Reads a manifest and what it refers to.
   *
   * @throws EvaluationFailed if something is missing or is not what it should be
   */
  static ManifestFacts read(byte[] manifest, ContentSource source) throws EvaluationFailed {
    return new ManifestReader(source).read(Digest.sha256(manifest), manifest, MAX_DEPTH);
  }

  private ManifestFacts read(Digest digest, byte[] bytes, int depth) throws EvaluationFailed {
    if (++manifests > MAX_MANIFESTS || depth == 0) {
      throw new EvaluationFailed("the index holds too many manifests, or too deep");
    }
    JsonNode manifest = json(digest, bytes);
    boolean isIndex = manifest.path("manifests").isArray();
    if (!manifest.isObject() || (isIndex && (manifest.has("layers") || manifest.has("config")))) {
      throw new EvaluationFailed("`" + digest + "` is no manifest, or two in one");
    }
    return new ManifestFacts(
        Digest.sha256(bytes).value(),
        manifest.path("mediaType").asText(""),
        manifest.path("artifactType").asText(""),
        texts(manifest.path("annotations")),
        isIndex ? Map.of() : labels(manifest.path("config")),
        isIndex ? children(manifest.path("manifests"), depth) : List.of());
  }

  private List<ManifestFacts.Child> children(JsonNode descriptors, int depth)
      throws EvaluationFailed {
    List<ManifestFacts.Child> children = new ArrayList<>();
    for (JsonNode descriptor : descriptors) {
      Digest digest = digest(descriptor);
      byte[] bytes = content(digest, read(digest, source::manifest));
      ManifestFacts manifest = read(digest, bytes, depth - 1);
      if (manifest.children().isEmpty()) {
        children.add(
            new ManifestFacts.Child(
                platform(descriptor.path("platform")),
                texts(descriptor.path("annotations")),
                manifest));
      } else {
        children.addAll(manifest.children());
      }
    }
    return children;
  }

  private Map<String, String> labels(JsonNode descriptor) throws EvaluationFailed {
    if (!IMAGE_CONFIGURATIONS.contains(descriptor.path("mediaType").asText())) {
      return Map.of();
    }
    Digest digest = digest(descriptor);
    byte[] bytes = content(digest, read(digest, source::blob));
    JsonNode config = json(digest, bytes).path("config");
    requireOneReading(digest, config);
    return texts(config.path("Labels"));
  }

  private interface Read {
    Optional<byte[]> of(Digest digest) throws IOException;
  }

  private static Optional<byte[]> read(Digest digest, Read read) throws EvaluationFailed {
    try {
      return read.of(digest);
    } catch (IOException e) {
      throw new EvaluationFailed(
          "`" + digest + "` cannot be read: " + Printable.escape(String.valueOf(e.getMessage())),
          e);
    }
  }

  private static byte[] content(Digest digest, Optional<byte[]> bytes) throws EvaluationFailed {
    if (bytes.isEmpty()) {
      throw new EvaluationFailed("the registry does not have `" + digest + "`");
    }
    if (!digest.isOf(bytes.get())) {
      throw new EvaluationFailed("the registry gives other bytes for `" + digest + "`");
    }
    return bytes.get();
  }

  private static JsonNode json(Digest digest, byte[] bytes) throws EvaluationFailed {
    try {
      JsonNode json = StrictJson.parse(bytes);
      requireOneReading(digest, json);
      return json;
    } catch (JsonRefused e) {
      throw new EvaluationFailed("`" + digest + "` is not strict JSON: " + e.getMessage(), e);
    }
  }

  // A registry or client in Go takes `Annotations` for `annotations`, the last one winning.
  private static void requireOneReading(Digest digest, JsonNode json) throws EvaluationFailed {
    Set<String> names = new HashSet<>();
    for (Iterator<String> all = json.fieldNames(); all.hasNext(); ) {
      String name = all.next();
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        throw new EvaluationFailed(
            "`" + digest + "` has " + Printable.quote(name) + " twice, but for its case");
      }
    }
  }

  private static Digest digest(JsonNode descriptor) throws EvaluationFailed {
    return Digest.parse(descriptor.path("digest").asText())
        .orElseThrow(() -> new EvaluationFailed("the manifest refers to something without digest"));
  }

  private static String platform(JsonNode platform) {
    return platform.isObject()
        ? platform.path("os").asText("") + "/" + platform.path("architecture").asText("")
        : "";
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new HashMap<>();
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (object.path(name).isTextual()) {
        texts.put(name, object.path(name).textValue());
      }
    }
    return texts;
  }
}
