package dev.portwrit.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The first half of the SHA-256 of a text that says which access is meant.
 *
 * @param high the first eight bytes
 * @param low the next eight
 */
public record ClaimSum(long high, long low) implements Comparable<ClaimSum> {
  /**
   * The sum of a text.
   *
   * @param text what says which access is meant
   * @return the same for the same text
   */
  public static ClaimSum of(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer sum = ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
      return new ClaimSum(sum.getLong(), sum.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int compareTo(ClaimSum other) {
    int by = Long.compare(high, other.high);
    return by != 0 ? by : Long.compare(low, other.low);
  }
}
