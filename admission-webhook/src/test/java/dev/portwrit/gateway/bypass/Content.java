package dev.portwrit.gateway.bypass;

import dev.portwrit.reference.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A manifest with the blobs that it is made of. The same name gives the same bytes.
 *
 * @param mediaType of the manifest
 * @param manifest its bytes
 * @param blobs config and layers
 * @param children of an index
 */
@SuppressWarnings("ArrayRecordComponent") // compared by digest
record Content(String mediaType, byte[] manifest, List<byte[]> blobs, List<Content> children) {
  static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";
  static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";

  Content {
    blobs = List.copyOf(blobs);
    children = List.copyOf(children);
  }

  static Content image(String name) {
    byte[] config =
        bytes("{\"architecture\":\"amd64\",\"os\":\"linux\",\"author\":\"" + name + "\"}");
    byte[] layer = bytes("layer of " + name);
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s],\
        "annotations":{"name":"%s"}}"""
            .formatted(IMAGE, descriptor(CONFIG, config), descriptor(LAYER, layer), name);
    return new Content(IMAGE, bytes(manifest), List.of(config, layer), List.of());
  }

  static Content index(String name, Content... children) {
    String list =
        Stream.of(children)
            .map(child -> descriptor(child.mediaType(), child.manifest()))
            .collect(Collectors.joining(","));
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"%s","manifests":[%s],"annotations":{"name":"%s"}}"""
            .formatted(INDEX, list, name);
    return new Content(INDEX, bytes(manifest), List.of(), List.of(children));
  }

  /** The same image as an artifact that says what it is about. */
  Content about(Content subject) {
    String text = new String(manifest, StandardCharsets.UTF_8);
    String with =
        text.substring(0, text.length() - 1)
            + ",\"subject\":"
            + descriptor(subject.mediaType(), subject.manifest())
            + "}";
    return new Content(mediaType, bytes(with), blobs, children);
  }

  private static String descriptor(String mediaType, byte[] content) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(mediaType, Digest.sha256(content), content.length);
  }

  Digest digest() {
    return Digest.sha256(manifest);
  }

  Digest blob(int index) {
    return Digest.sha256(blobs.get(index));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
