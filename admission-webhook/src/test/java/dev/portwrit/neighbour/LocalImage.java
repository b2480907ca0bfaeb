package dev.portwrit.neighbour;

import dev.portwrit.reference.Digest;
import java.nio.file.Path;
import java.util.List;

/**
 * An image or an index that lies in an OCI layout on disk.
 *
 * @param layout the folder of the layout
 * @param mediaType of the manifest or index
 * @param digest of the manifest or index
 * @param size of the manifest or index, in bytes
 * @param children the digests of an index's manifests; none for an image
 * @param blobs config and layers of an image; none for an index
 */
public record LocalImage(
    Path layout,
    String mediaType,
    Digest digest,
    long size,
    List<Digest> children,
    List<Digest> blobs) {
  /** Takes copies. */
  public LocalImage {
    children = List.copyOf(children);
    blobs = List.copyOf(blobs);
  }

  /** Where the layout keeps a blob. */
  public Path file(Digest blob) {
    return layout.resolve("blobs").resolve(blob.algorithm()).resolve(blob.hex());
  }

  /** The descriptor of the manifest or index, as JSON. */
  public String descriptor() {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(mediaType, digest, size);
  }
}
