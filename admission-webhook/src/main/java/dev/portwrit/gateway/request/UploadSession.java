package dev.portwrit.gateway.request;

import java.util.Optional;

/**
 * The last segment of an upload's address, as the gateway handed it out: letters, digits, {@code -}
 * and {@code _}. What it stands for only the gateway can read.
 *
 * @param value the segment, never empty
 */
public record UploadSession(String value) {
  /** The longest segment, in characters; an upstream's address of 4 KiB fits. */
  public static final int MAX_LENGTH = 8192;

  /**
   * Checks the segment.
   *
   * @throws IllegalArgumentException if {@code value} is not one
   */
  public UploadSession {
    if (!isSession(value)) {
      throw new IllegalArgumentException("`" + value + "` is not an upload session");
    }
  }

  /**
   * Reads a segment.
   *
   * @param text any text
   * @return the session, or empty if the text is not one
   */
  public static Optional<UploadSession> parse(String text) {
    return isSession(text) ? Optional.of(new UploadSession(text)) : Optional.empty();
  }

  private static boolean isSession(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '-'
                        || c == '_');
  }

  @Override
  public String toString() {
    return value;
  }
}
