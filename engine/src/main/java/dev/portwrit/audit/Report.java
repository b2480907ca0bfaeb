package dev.portwrit.audit;

import java.io.IOException;
import java.io.OutputStream;

/** A report that can be written. The same report gives the same bytes. For one thread. */
public interface Report {
  /**
   * Writes it.
   *
   * @param out where to; it is flushed and not closed
   * @param format how
   * @return how many rows there are
   * @throws IOException if it cannot be written
   */
  long write(OutputStream out, AuditFormat format) throws IOException;
}
