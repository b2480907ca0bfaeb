package dev.portwrit.source;

/** Whether a commit is signed by a key that was asked for. */
public sealed interface SignatureVerdict {
  /**
   * It is.
   *
   * @param signer what the key says of itself: the comment of an SSH key or the first user of an
   *     OpenPGP key, or its fingerprint
   */
  record SignedBy(String signer) implements SignatureVerdict {}

  /**
   * It is not, or that cannot be told.
   *
   * @param cause why, in one line
   */
  record Refused(String cause) implements SignatureVerdict {}
}
