package dev.portwrit.gateway.decisionlog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One open file of the log, as the writer needs it; the place where tests count and fail. */
interface LogChannel extends Closeable {
  /** Writes all that remains in the buffer at the given offset. */
  void write(ByteBuffer bytes, long offset) throws IOException;

  /** Returns when everything written is on the disk. */
  void force() throws IOException;

  /** Cuts the file to the given length. */
  void truncate(long length) throws IOException;
}
