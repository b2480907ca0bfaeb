package dev.portwrit.admission;

import dev.portwrit.reference.Digest;
import java.util.Optional;

/** What a registry holds under a tag now, as somebody read it. */
public sealed interface TagState {
  /** The registry said that there is no such tag, in the one way that leaves no doubt. */
  record Absent() implements TagState {}

  /**
   * The tag points at a manifest.
   *
   * @param manifest the manifest as it was read
   */
  record At(ManifestBytes manifest) implements TagState {}

  /**
   * It could not be told, so nothing may be concluded from it.
   *
   * @param cause what went wrong, one line
   */
  record Unknown(String cause) implements TagState {}

  /**
   * The digest that the tag is known to have.
   *
   * @return empty if the tag is absent or unknown
   */
  default Optional<Digest> digest() {
    return this instanceof At at ? Optional.of(at.manifest().digest()) : Optional.empty();
  }

  /**
   * Whether the tag is known to point at a digest.
   *
   * @param digest a SHA-256 digest
   * @return false also if it is unknown
   */
  default boolean isAt(Digest digest) {
    return digest().filter(digest::equals).isPresent();
  }
}
