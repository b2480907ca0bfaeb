package dev.portwrit.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * What stands around the content of a file: its name, so that it means nothing under another, its
 * length and a checksum of all. The checksum is for accidents; against people there are the owner
 * and the rights of the file.
 */
final class Envelope {
  /** How many bytes stand before the content: the name, the length, the checksum. */
  static final int HEAD = 64 + 8 + 4;

  private static final int CHECKSUM = HEAD - 4;

  private Envelope() {}

  /**
   * A file with its content.
   *
   * @param name 64 characters of ASCII
   */
  static byte[] around(byte[] content, String name) {
    ByteBuffer file = ByteBuffer.allocate(HEAD + content.length);
    file.put(name.getBytes(StandardCharsets.US_ASCII)).putLong(content.length);
    file.putInt(0).put(content);
    file.putInt(CHECKSUM, checksum(file.array()));
    return file.array();
  }

  static boolean isIntact(byte[] file, String name) {
    if (file.length < HEAD) {
      return false;
    }
    ByteBuffer head = ByteBuffer.wrap(file);
    return new String(file, 0, 64, StandardCharsets.US_ASCII).equals(name)
        && head.getLong(64) == file.length - HEAD
        && head.getInt(CHECKSUM) == checksum(file);
  }

  private static int checksum(byte[] file) {
    CRC32C checksum = new CRC32C();
    checksum.update(file, 0, CHECKSUM);
    checksum.update(file, HEAD, file.length - HEAD);
    return (int) checksum.getValue();
  }
}
