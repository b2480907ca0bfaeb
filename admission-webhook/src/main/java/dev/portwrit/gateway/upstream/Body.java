package dev.portwrit.gateway.upstream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of a message that was short enough to be read whole. */
public final class Body {
  /** A body without bytes. */
  public static final Body EMPTY = new Body(new byte[0]);

  private final byte[] bytes;

  /**
   * A body.
   *
   * @param bytes the content, which from now on is the body's: nobody changes it
   */
  public Body(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The content, which is not copied.
   *
   * @return the bytes; nobody changes them
   */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * The content as text.
   *
   * @return what the bytes are in UTF-8, with a replacement character for what is not
   */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Body body && Arrays.equals(bytes, body.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
