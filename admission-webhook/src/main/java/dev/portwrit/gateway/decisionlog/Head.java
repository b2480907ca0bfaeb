package dev.portwrit.gateway.decisionlog;

import java.util.regex.Pattern;

/**
 * The end of a chain: the sequence of a line and the SHA-256 of its bytes.
 *
 * @param sequence the sequence of the line, from 1; 0 before the first
 * @param hash 64 lower-case hex digits; all {@code 0} before the first
 */
public record Head(long sequence, String hash) {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

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

  static boolean isHash(String text) {
    return HASH.matcher(text).matches();
  }
}
