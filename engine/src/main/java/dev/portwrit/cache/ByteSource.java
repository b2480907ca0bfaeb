package dev.portwrit.cache;

import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link ByteSink} wrote. Other bytes end in an unchecked exception, or in other values:
 * whoever reads has compared a checksum before.
 */
final class ByteSource {
  private final byte[] bytes;
  private int at;

  ByteSource(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  long number() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  int count() {
    long value = number();
    // Everything that is counted takes at least a byte.
    if (value < 0 || value > bytes.length) {
      throw new IllegalArgumentException("more than there is: " + value);
    }
    return (int) value;
  }

  int octet() {
    return bytes[at++];
  }

  String text() {
    long head = number();
    int length = Math.toIntExact(head >>> 1);
    if ((head & 1) == 0) {
      String narrow = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
      at += length;
      return narrow;
    }
    char[] wide = new char[Math.min(length, bytes.length)];
    for (int i = 0; i < length; i++) {
      wide[i] = (char) (((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF));
      at += 2;
    }
    return new String(wide);
  }

  boolean isAtEnd() {
    return at == bytes.length;
  }
}
