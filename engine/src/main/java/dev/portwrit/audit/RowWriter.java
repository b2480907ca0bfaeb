package dev.portwrit.audit;

import java.io.IOException;

/** Writes rows one after the other. What is not finished does not claim to be complete. */
interface RowWriter {
  void write(ReportRow row) throws IOException;

  /**
   * Writes what stands behind the last row.
   *
   * @param isComplete whether everything could be told
   */
  void finish(boolean isComplete) throws IOException;
}
