package dev.portwrit.gateway.upstream;

import dev.portwrit.reference.Digest;

/** What the registry holds under the name of a blob. */
public sealed interface BlobState {
  /** The registry said that there is no such blob. */
  record Absent() implements BlobState {}

  /**
   * It is there and has the digest that it is named by.
   *
   * @param sha256 the SHA-256 of its bytes
   */
  record Present(Digest sha256) implements BlobState {}

  /**
   * It could not be told.
   *
   * @param cause what went wrong, one line
   */
  record Unknown(String cause) implements BlobState {}
}
