package dev.portwrit.source;

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
      return text.codePoints().anyMatch(PathText::isUnfit) ? Optional.empty() : Optional.of(text);
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

  /**
   * One line of any text, for a message: what cannot be shown becomes a space, and credentials in
   * URLs are left out.
   */
  static String line(String text) {
    return oneLine(text).replaceAll("(https?://)[^/@\\s]*@", "$1");
  }

  /** One line of any text: what cannot be shown becomes a space. */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints().forEach(c -> line.appendCodePoint(isUnfit(c) ? ' ' : c));
    return line.toString().strip();
  }

  /** Control characters, line ends, and what reorders or hides the text around it. */
  private static boolean isUnfit(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
