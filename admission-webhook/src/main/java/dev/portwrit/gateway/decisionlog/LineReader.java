package dev.portwrit.gateway.decisionlog;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the exact bytes of lines, and tells a whole line from one that the file's end cuts off. */
final class LineReader implements Closeable {
  /** A line as it lies in the file. */
  static final class Line {
    private final byte[] bytes;
    private final long offset;
    private final boolean isWhole;

    Line(byte[] bytes, long offset, boolean isWhole) {
      this.bytes = bytes;
      this.offset = offset;
      this.isWhole = isWhole;
    }

    /** Its bytes without the line feed, at most one more than a line of a log may have. */
    byte[] bytes() {
      return bytes;
    }

    /** Where it begins in the file. */
    long offset() {
      return offset;
    }

    /** Whether a line feed ends it. */
    boolean isWhole() {
      return isWhole;
    }
  }

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int limit;
  private long offset;

  private LineReader(InputStream in) {
    this.in = in;
  }

  static LineReader open(Path file) throws IOException {
    return new LineReader(Files.newInputStream(file));
  }

  /** The next line; empty at the end of the file. */
  Optional<Line> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    long start = offset;
    while (true) {
      if (at == limit) {
        limit = Math.max(in.read(buffer), 0);
        at = 0;
        if (limit == 0) {
          return line.size() == 0
              ? Optional.empty()
              : Optional.of(new Line(line.toByteArray(), start, false));
        }
      }
      int end = at;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      int kept = Math.min(end - at, LogLine.MAX_BYTES + 1 - line.size());
      line.write(buffer, at, kept);
      offset += end - at;
      at = end;
      if (end < limit) {
        at++;
        offset++;
        return Optional.of(new Line(line.toByteArray(), start, true));
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
