package dev.portwrit.syntax;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.diagnostic.Problems;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The bytes of a file as text: UTF-8 without control characters. */
final class FileText {
  private static final char BYTE_ORDER_MARK = '\ufeff';
  private static final char REPLACEMENT = '\ufffd';

  private FileText() {}

  /**
   * Decodes a file. A byte order mark at the begin is left out. Of the bytes that are not UTF-8 and
   * of the characters that a policy may not hold the first is a problem; all of them are replaced,
   * so that the rest of the file can still be read.
   */
  static String decode(String path, byte[] bytes, Problems problems) {
    String text = decodeUtf8(path, bytes, problems);
    if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      text = text.substring(1);
    }
    return replaceForbidden(path, text, problems);
  }

  /** Whether a policy may hold a character: line ends and tabs, but no other control character. */
  static boolean isAllowed(int c) {
    if (c >= ' ' && c < 0x7f) {
      return true;
    }
    return switch (c) {
      case '\t', '\n', '\r' -> true;
      case BYTE_ORDER_MARK, 0xfffe, 0xffff -> false;
      // Marks of direction that reach over the text that follows: with them a reviewer is shown
      // another order than the one that is compiled.
      case 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069 -> false;
      default -> {
        int type = Character.getType(c);
        yield type != Character.CONTROL && type != Character.SURROGATE;
      }
    };
  }

  private static String decodeUtf8(String path, byte[] bytes, Problems problems) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (!result.isError()) {
      return out.flip().toString();
    }
    String before = out.flip().toString();
    String byteText = String.format(Locale.ROOT, "0x%02x", bytes[in.position()]);
    problems.error(
        placeAt(path, before, before.length()),
        Code.NOT_UTF8,
        "the byte `" + byteText + "` is not UTF-8",
        "policy files are UTF-8: convert the file");
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String replaceForbidden(String path, String text, Problems problems) {
    StringBuilder replaced = null;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (!isAllowed(c)) {
        if (replaced == null) {
          replaced = new StringBuilder(text);
          String shown = Printable.quote(Character.toString(c));
          problems.error(
              placeAt(path, text, i),
              Code.CONTROL_CHARACTER,
              "the character " + shown + " is not allowed in a policy",
              "remove it");
        }
        replaced.setCharAt(i, REPLACEMENT);
      }
      i += Character.charCount(c);
    }
    return replaced == null ? text : replaced.toString();
  }

  private static Place placeAt(String path, String text, int offset) {
    TextPosition position = new TextPosition(text);
    position.advanceTo(offset);
    return position.place(path);
  }
}
