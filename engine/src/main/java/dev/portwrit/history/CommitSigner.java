package dev.portwrit.history;

import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.SourceException;
import java.util.Optional;

/** Who signed commits with a known key. */
public interface CommitSigner {
  /**
   * Who signed a commit.
   *
   * @param commit any of the history
   * @return what the key says of itself; empty if no known key signed it
   * @throws SourceException if the commit cannot be read: whether it is signed is not known then
   */
  Optional<String> of(CommitInfo commit) throws SourceException;
}
