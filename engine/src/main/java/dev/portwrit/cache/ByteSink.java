package dev.portwrit.cache;

import java.util.Arrays;

/** Bytes that grow: numbers take as many as they need, text is what its characters are. */
final class ByteSink {
  private byte[] bytes = new byte[1 << 16];
  private int size;

  void number(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      octet((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    octet((int) rest);
  }

  void octet(int value) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * size);
    }
    bytes[size++] = (byte) value;
  }

  /** Text, by one byte a character where that is enough; halves of surrogate pairs survive. */
  void text(String value) {
    boolean narrow = value.chars().allMatch(c -> c < 0x100);
    number(2L * value.length() + (narrow ? 0 : 1));
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!narrow) {
        octet(c >>> 8);
      }
      octet(c);
    }
  }

  void append(ByteSink other) {
    if (bytes.length - size < other.size) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + other.size));
    }
    System.arraycopy(other.bytes, 0, bytes, size, other.size);
    size += other.size;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }
}
