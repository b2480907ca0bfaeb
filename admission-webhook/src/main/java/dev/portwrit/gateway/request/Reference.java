package dev.portwrit.gateway.request;

import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Tag;
import java.util.Optional;

/**
 * By what a manifest is named: a tag, which can move, or a digest, which cannot.
 *
 * <p>Source: OCI distribution specification, {@code <reference>}.
 */
public sealed interface Reference {
  /**
   * A manifest by its tag.
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
   * A manifest by its digest.
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
   * Reads a reference. Nothing is both: a digest has a colon, and a tag has none.
   *
   * @param text such as {@code v1.4.2}
   * @return the reference, or empty if the text is not one
   */
  static Optional<Reference> parse(String text) {
    Optional<Reference> tag = Tag.parse(text).map(ByTag::new);
    return tag.isPresent() ? tag : Digest.parse(text).map(ByDigest::new);
  }

  /**
   * The tag, if it is one.
   *
   * @return the tag, or empty for a digest
   */
  default Optional<Tag> asTag() {
    return this instanceof ByTag named ? Optional.of(named.tag()) : Optional.empty();
  }

  /**
   * The digest, if it is one.
   *
   * @return the digest, or empty for a tag
   */
  default Optional<Digest> asDigest() {
    return this instanceof ByDigest named ? Optional.of(named.digest()) : Optional.empty();
  }
}
