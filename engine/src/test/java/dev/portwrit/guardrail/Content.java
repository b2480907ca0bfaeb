package dev.portwrit.guardrail;

import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A repository in memory, which may have faults. */
final class Content implements ContentSource {
  private static final String CONFIGURATION = "application/vnd.oci.image.config.v1+json";

  private final Map<Digest, byte[]> manifests = new HashMap<>();
  private final Map<Digest, byte[]> blobs = new HashMap<>();
  boolean down;
  int reads;

  @Override
  public Optional<byte[]> manifest(Digest digest) throws IOException {
    return read(manifests, digest);
  }

  @Override
  public Optional<byte[]> blob(Digest digest) throws IOException {
    return read(blobs, digest);
  }

  /** Puts a manifest and answers its descriptor. */
  String putManifest(String manifest, String more) {
    byte[] bytes = manifest.getBytes(StandardCharsets.UTF_8);
    manifests.put(Digest.sha256(bytes), bytes);
    return "{\"digest\":\"" + Digest.sha256(bytes) + "\"" + more + "}";
  }

  /**
   * Puts the configuration of an image with such labels, and answers an image that refers to it.
   */
  String image(String annotations, String labels) {
    byte[] bytes = ("{\"config\":{\"Labels\":" + labels + "}}").getBytes(StandardCharsets.UTF_8);
    blobs.put(Digest.sha256(bytes), bytes);
    return "{\"config\":{\"mediaType\":\""
        + CONFIGURATION
        + "\",\"digest\":\""
        + Digest.sha256(bytes)
        + "\"},\"layers\":[],\"annotations\":"
        + annotations
        + "}";
  }

  /** The repository gives other bytes for everything it has. */
  void lie() {
    manifests.replaceAll((digest, bytes) -> "{}".getBytes(StandardCharsets.UTF_8));
    blobs.replaceAll((digest, bytes) -> "{}".getBytes(StandardCharsets.UTF_8));
  }

  private Optional<byte[]> read(Map<Digest, byte[]> content, Digest digest) throws IOException {
    reads++;
    if (down) {
      throw new IOException("connection refused");
    }
    return Optional.ofNullable(content.get(digest));
  }
}
