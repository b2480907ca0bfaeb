package dev.portwrit.guardrail;

import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.util.Optional;

/**
 * Where the content is read that a pushed manifest refers to: the repository it is pushed to. What
 * it gives is checked against its digest by who asks.
 */
public interface ContentSource {
  /** The most bytes that are asked for: a manifest, or the configuration of an image. */
  int MAX_BYTES = 4 * 1024 * 1024;

  /**
   * Reads a manifest.
   *
   * @param digest which
   * @return its bytes, or empty if the repository has none of this digest
   * @throws IOException if it cannot be known, or is larger than {@link #MAX_BYTES}
   */
  Optional<byte[]> manifest(Digest digest) throws IOException;

  /**
   * Reads a blob.
   *
   * @param digest which
   * @return its bytes, or empty if the repository has none of this digest
   * @throws IOException if it cannot be known, or is larger than {@link #MAX_BYTES}
   */
  Optional<byte[]> blob(Digest digest) throws IOException;
}
