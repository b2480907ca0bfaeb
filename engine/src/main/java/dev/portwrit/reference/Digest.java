package dev.portwrit.reference;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The digest of some bytes, such as {@code sha256:} and 64 lower-case hex digits.
 *
 * <p>Only the two algorithms that the OCI image specification registers and every registry can
 * check are digests here; another one cannot be verified, so it is not a digest.
 *
 * @param value the digest as written
 */
public record Digest(String value) implements Comparable<Digest> {
  private static final String SHA256 = "sha256:";
  private static final String SHA512 = "sha512:";

  /**
   * Checks the digest.
   *
   * @throws IllegalArgumentException if {@code value} is not a digest
   */
  public Digest {
    if (!isDigest(value)) {
      throw new IllegalArgumentException("`" + value + "` is not a digest");
    }
  }

  /**
   * Reads a digest.
   *
   * @param text any text
   * @return the digest, or empty if the text is not one
   */
  public static Optional<Digest> parse(String text) {
    return isDigest(text) ? Optional.of(new Digest(text)) : Optional.empty();
  }

  /**
   * Hashes bytes with SHA-256, the algorithm by which Portwrit compares.
   *
   * @param bytes the content
   * @return its digest
   */
  public static Digest sha256(byte[] bytes) {
    return new Digest(SHA256 + HexFormat.of().formatHex(newSha256().digest(bytes)));
  }

  /**
   * Hashes bytes with this digest's own algorithm and compares.
   *
   * @param bytes the content that is said to have this digest
   * @return true if it has
   */
  public boolean isOf(byte[] bytes) {
    byte[] actual = newHash().digest(bytes);
    return MessageDigest.isEqual(actual, HexFormat.of().parseHex(hex()));
  }

  /**
   * A fresh hash of this digest's algorithm, for content that is read in pieces.
   *
   * @return a new hash without content
   */
  public MessageDigest newHash() {
    return value.startsWith(SHA256) ? newSha256() : newMessageDigest("SHA-512");
  }

  /**
   * The name of the algorithm.
   *
   * @return {@code sha256} or {@code sha512}
   */
  public String algorithm() {
    return value.substring(0, value.indexOf(':'));
  }

  /**
   * The hex digits behind the colon.
   *
   * @return lower-case hex
   */
  public String hex() {
    return value.substring(value.indexOf(':') + 1);
  }

  @Override
  public int compareTo(Digest other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static MessageDigest newSha256() {
    return newMessageDigest("SHA-256");
  }

  private static MessageDigest newMessageDigest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has " + algorithm, e);
    }
  }

  private static boolean isDigest(String text) {
    int digits = text.startsWith(SHA256) ? 64 : text.startsWith(SHA512) ? 128 : -1;
    int start = SHA256.length();
    if (digits < 0 || text.length() != start + digits) {
      return false;
    }
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return true;
  }
}
