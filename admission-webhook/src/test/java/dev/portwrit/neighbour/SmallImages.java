package dev.portwrit.neighbour;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.reference.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes images in OCI layouts on disk. Each image has a layer of random bytes; the same seeds give
 * the same images, and two images of one maker differ.
 */
public final class SmallImages {
  /** The media type of an image's manifest. */
  public static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  /** The media type of an index. */
  public static final String INDEX = "application/vnd.oci.image.index.v1+json";

  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
  private static final String EMPTY = "application/vnd.oci.empty.v1+json";
  private static final int FEW_BYTES = 64;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final AtomicLong seed;

  /**
   * A maker of images.
   *
   * @param folder where it makes a folder for each
   * @param firstSeed the seed of the first; the next ones follow
   */
  public SmallImages(Path folder, long firstSeed) {
    this.folder = folder;
    this.seed = new AtomicLong(firstSeed);
  }

  /** An image of a few bytes. */
  public LocalImage image() {
    return image(Map.of(), Map.of());
  }

  /** An image of a few bytes with labels in its config and annotations in its manifest. */
  public LocalImage image(Map<String, String> labels, Map<String, String> annotations) {
    return sized(FEW_BYTES, labels, annotations);
  }

  /** An image whose one layer has about so many bytes, which do not compress. */
  public LocalImage largeImage(long bytes) {
    return sized(bytes, Map.of(), Map.of());
  }

  /** An index with an image of a few bytes for each architecture, such as {@code arm64}. */
  public LocalImage index(String... architectures) {
    OciLayout layout = newLayout();
    List<String> descriptors = new ArrayList<>();
    List<Digest> children = new ArrayList<>();
    for (String architecture : architectures) {
      LocalImage child = write(layout, FEW_BYTES, architecture, Map.of(), Map.of());
      children.add(child.digest());
      descriptors.add(
          child.descriptor().replaceFirst("}$", "")
              + ",\"platform\":{\"architecture\":\""
              + architecture
              + "\",\"os\":\"linux\"}}");
    }
    String index =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
            .formatted(INDEX, String.join(",", descriptors));
    return finish(layout, INDEX, index, children, List.of());
  }

  /** An artifact that refers to another image, such as its bill of materials. */
  public LocalImage referrer(LocalImage subject, String artifactType) {
    OciLayout layout = newLayout();
    Digest empty = layout.blob("{}");
    String content = "about " + subject.digest() + ", " + seed.getAndIncrement();
    Digest blob = layout.blob(content);
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"%s","artifactType":"%s",
        "config":{"mediaType":"%s","digest":"%s","size":2},
        "layers":[{"mediaType":"text/plain","digest":"%s","size":%d}],
        "subject":%s}"""
            .formatted(
                MANIFEST,
                artifactType,
                EMPTY,
                empty,
                blob,
                utf8Length(content),
                subject.descriptor());
    return finish(layout, MANIFEST, manifest, List.of(), List.of(empty, blob));
  }

  private LocalImage sized(
      long bytes, Map<String, String> labels, Map<String, String> annotations) {
    return write(newLayout(), bytes, "amd64", labels, annotations);
  }

  private OciLayout newLayout() {
    return new OciLayout(folder.resolve("image-" + seed.get()));
  }

  private LocalImage write(
      OciLayout layout,
      long bytes,
      String architecture,
      Map<String, String> labels,
      Map<String, String> annotations) {
    OciLayout.Layer layer = layout.layer(seed.getAndIncrement(), bytes);
    String config =
        """
        {"architecture":"%s","os":"linux","config":{"Labels":%s},
        "rootfs":{"type":"layers","diff_ids":["%s"]}}"""
            .formatted(architecture, json(labels), layer.uncompressed());
    Digest configDigest = layout.blob(config);
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"%s",
        "config":{"mediaType":"%s","digest":"%s","size":%d},
        "layers":[{"mediaType":"%s","digest":"%s","size":%d}],
        "annotations":%s}"""
            .formatted(
                MANIFEST,
                CONFIG,
                configDigest,
                utf8Length(config),
                LAYER,
                layer.digest(),
                layer.size(),
                json(annotations));
    return finish(layout, MANIFEST, manifest, List.of(), List.of(configDigest, layer.digest()));
  }

  private static LocalImage finish(
      OciLayout layout,
      String mediaType,
      String manifest,
      List<Digest> children,
      List<Digest> blobs) {
    Digest digest = layout.blob(manifest);
    LocalImage image =
        new LocalImage(layout.folder(), mediaType, digest, utf8Length(manifest), children, blobs);
    layout.entry(image.descriptor());
    return image;
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String json(Map<String, String> texts) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(texts));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("texts can be written as JSON", e);
    }
  }
}
