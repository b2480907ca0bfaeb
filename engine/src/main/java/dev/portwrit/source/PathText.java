package dev.portwrit.source;

import dev.portwrit.diagnostic.Printable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Names of files as text that can be shown to people and written into reports. */
final class PathText {
  private PathText() {}

  /** The text of a name, or empty if it is not UTF-8 or could move a terminal. */
  static Optional<String> of(byte[] name) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
      return text.codePoints().allMatch(Printable::isPrintable)
          ? Optional.of(text)
          : Optional.empty();
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }

  /** A stand-in for a name that cannot be shown, with {@code \xNN} for what is not plain ASCII. */
  static String escaped(byte[] name) {
    StringBuilder text = new StringBuilder();
    for (byte b : name) {
      if (b > 0x20 && b < 0x7f && b != '\\') {
        text.append((char) b);
      } else {
        text.append(String.format(Locale.ROOT, "\\x%02x", b & 0xff));
      }
    }
    return text.toString();
  }

  /** Text for a message: in one printable line, and without what stands before a host in a URL. */
  static String line(String text) {
    return Printable.escape(text.strip()).replaceAll("(https?://)[^/@\\s]*@", "$1");
  }
}
