package dev.portwrit.admission;

import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;

/**
 * Reads what a registry holds under a tag.
 *
 * <p>The digest of a tag is the SHA-256 of the bytes of a GET of our own by tag, which asks for
 * every type of manifest at once and carries no conditional header: a HEAD, a {@code
 * Docker-Content-Digest} and a negotiated answer can lie. Only a 404 with the code {@code
 * MANIFEST_UNKNOWN} or {@code NAME_UNKNOWN} is {@link TagState.Absent}; whatever else goes wrong is
 * {@link TagState.Unknown}, never an exception.
 */
@FunctionalInterface
public interface RegistryReader {
  /**
   * Reads a tag. Blocks for a bounded time.
   *
   * @param repository where
   * @param tag which
   * @return what it holds now
   */
  TagState read(RepositoryName repository, Tag tag);
}
