package dev.portwrit.cache;

import dev.portwrit.reference.Digest;
import java.nio.charset.StandardCharsets;

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
    String hex = Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex();
    return new ClaimSum(
        Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
  }

  @Override
  public int compareTo(ClaimSum other) {
    int by = Long.compare(high, other.high);
    return by != 0 ? by : Long.compare(low, other.low);
  }
}
