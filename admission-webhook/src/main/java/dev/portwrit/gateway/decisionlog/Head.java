package dev.portwrit.gateway.decisionlog;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The end of a chain: the sequence of a line and the SHA-256 of its bytes.
 *
 * @param sequence the sequence of the line, from 1; 0 before the first
 * @param hash 64 lower-case hex digits; all {@code 0} before the first
 */
public record Head(long sequence, String hash) {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern SEQUENCE = Pattern.compile("[0-9]{1,18}");

  /** The head of a log without a line. */
  public static final Head NONE = new Head(0, "0".repeat(64));

  /**
   * Checks the head.
   *
   * @throws IllegalArgumentException if the sequence is negative or the hash is not one
   */
  public Head {
    if (sequence < 0 || !isHash(hash)) {
      throw new IllegalArgumentException("not the head of a log: " + sequence + " " + hash);
    }
  }

  /**
   * Reads a head as {@link #toString} writes it.
   *
   * @param text a sequence of at most 18 digits, a colon and 64 lower-case hex digits
   * @return the head, or empty if the text is not one
   */
  public static Optional<Head> parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0 || !SEQUENCE.matcher(text.substring(0, colon)).matches()) {
      return Optional.empty();
    }
    String hash = text.substring(colon + 1);
    return isHash(hash)
        ? Optional.of(new Head(Long.parseLong(text.substring(0, colon)), hash))
        : Optional.empty();
  }

  /**
   * The head in one word, to be noted and given to a verifier later.
   *
   * @return the sequence, a colon and the hash
   */
  @Override
  public String toString() {
    return sequence + ":" + hash;
  }

  static boolean isHash(String text) {
    return HASH.matcher(text).matches();
  }
}
