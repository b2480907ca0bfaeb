package dev.portwrit.gateway.inforce;

import java.io.IOException;
import java.util.Optional;

/** Where the commit in force is written down, beside the ledger. */
public interface AcceptedCommitStore {
  /**
   * What was written last.
   *
   * @return empty only if nothing was ever written
   * @throws IOException if it cannot be known; the gateway then does not start
   */
  Optional<AcceptedCommit> read() throws IOException;

  /**
   * Writes a commit down in place of the one before: durably, whole or not at all.
   *
   * @param commit what comes into force once this returns
   * @throws IOException if it may not be on the disk; the commit then does not come into force
   */
  void write(AcceptedCommit commit) throws IOException;
}
