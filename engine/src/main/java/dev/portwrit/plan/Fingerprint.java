package dev.portwrit.plan;

import dev.portwrit.registry.Reading;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of contents: equal contents have equal ones, and they show nothing of the content. */
public final class Fingerprint {
  private static final String ABSENT = "absent";

  private Fingerprint() {}

  /**
   * The name of what an object is.
   *
   * @param reading what is known of it
   * @return {@code absent}, or the SHA-256 of its canonical text: 64 hexadecimal digits
   * @throws IllegalArgumentException if it is unknown, which has no name
   */
  public static String of(Reading reading) {
    if (reading instanceof Reading.Present present) {
      return sha256(present.content());
    }
    if (reading instanceof Reading.Absent) {
      return ABSENT;
    }
    throw new IllegalArgumentException("what is unknown has no fingerprint");
  }

  /**
   * The SHA-256 of a text in UTF-8.
   *
   * @param text any text
   * @return 64 hexadecimal digits
   */
  public static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static boolean isOne(String text) {
    return text.equals(ABSENT) || text.matches("[0-9a-f]{64}");
  }
}
