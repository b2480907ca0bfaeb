package dev.portwrit.reference;

import java.util.Optional;

/**
 * What names a manifest in its repository: a tag, or a digest.
 *
 * <p>Source: OCI distribution specification, "Pulling manifests", {@code <reference>}. The two
 * cannot be taken for each other, since only a digest has a colon.
 */
public sealed interface Reference {
  /**
   * A manifest by the tag that points at it now.
   *
   * @param tag the tag
   */
  record ByTag(Tag tag) implements Reference {
    @Override
    public String toString() {
      return tag.value();
    }
  }

  /**
   * A manifest by the digest of its bytes.
   *
   * @param digest the digest
   */
  record ByDigest(Digest digest) implements Reference {
    @Override
    public String toString() {
      return digest.value();
    }
  }

  /**
   * Reads a reference.
   *
   * @param text any text
   * @return the reference, or empty if the text is neither a tag nor a digest
   */
  static Optional<Reference> parse(String text) {
    Optional<Reference> tag = Tag.parse(text).map(ByTag::new);
    return tag.isPresent() ? tag : Digest.parse(text).map(ByDigest::new);
  }
}
