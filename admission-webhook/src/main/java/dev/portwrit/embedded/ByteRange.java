package dev.portwrit.embedded;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Some bytes of a blob, both ends included.
 *
 * @param first the first byte, counted from zero
 * @param last the last byte
 */
record ByteRange(long first, long last) {
  private static final Pattern ONE_RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * Reads a {@code Range} header (RFC 9110, section 14.2). What is no single byte range asks for
   * nothing, so that the whole is sent.
   *
   * @throws RefusedException with 416 if no byte of the blob is in the range
   */
  static Optional<ByteRange> parse(String header, long size) throws RefusedException {
    Matcher matcher = ONE_RANGE.matcher(header.trim());
    if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
      return Optional.empty();
    }
    ByteRange range = between(matcher.group(1), matcher.group(2), size);
    if (range.first >= size || range.last < range.first) {
      throw new RefusedException(
          ErrorCode.SIZE_INVALID, 416, "the blob has no bytes in `" + header + "`");
    }
    return Optional.of(range);
  }

  private static ByteRange between(String first, String last, long size) {
    if (first.isEmpty()) {
      return new ByteRange(Math.max(0, size - Long.parseLong(last)), size - 1);
    }
    long end = last.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(last));
    return new ByteRange(Long.parseLong(first), end);
  }

  long length() {
    return last - first + 1;
  }

  String contentRange(long size) {
    return "bytes " + first + "-" + last + "/" + size;
  }
}
