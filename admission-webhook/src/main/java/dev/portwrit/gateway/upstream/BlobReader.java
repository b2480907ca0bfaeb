package dev.portwrit.gateway.upstream;

import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;

/**
 * Reads blobs that are small enough to be held, such as the configuration of an image. May be
 * called from any thread; blocks for a bounded time.
 */
@FunctionalInterface
public interface BlobReader {
  /** What came of reading a blob. */
  sealed interface Content {
    /** The registry said that there is no such blob. */
    record Absent() implements Content {}

    /**
     * The blob was read, and has the digest that it is named by.
     *
     * @param body its bytes
     */
    record Present(Body body) implements Content {}

    /**
     * It could not be told, or is larger than asked for.
     *
     * @param cause what went wrong, one line
     */
    record Unknown(String cause) implements Content {}
  }

  /**
   * Reads a blob.
   *
   * @param repository where
   * @param digest which
   * @param maxBytes the largest that is read
   * @return what is there now
   */
  Content read(RepositoryName repository, Digest digest, int maxBytes);
}
