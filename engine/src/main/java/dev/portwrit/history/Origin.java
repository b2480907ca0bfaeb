package dev.portwrit.history;

import dev.portwrit.source.CommitInfo;
import java.time.Instant;
import java.util.Optional;

/** By what an access came to be that has been there without a break since. */
public sealed interface Origin {
  /**
   * By a commit.
   *
   * @param commit what made the access true, a commit of a merged branch where it can be told
   * @param merge by which commit the branch got it; empty if it was made on the branch itself
   * @param approval who let it in, by what the commits say; empty if they do not say
   */
  record Made(CommitInfo commit, Optional<CommitInfo> merge, Optional<Approval> approval)
      implements Origin {
    /**
     * When the branch got it.
     *
     * @return the committer's time of the merge, or else of the commit
     */
    public Instant time() {
      return merge.orElse(commit).time();
    }
  }

  /** By files that are not committed. */
  record Uncommitted() implements Origin {}

  /**
   * It cannot be told.
   *
   * @param cause why, one line
   * @param isOfClone whether that is because commits are not here, or cannot be read: another clone
   *     may tell
   */
  record Unknown(String cause, boolean isOfClone) implements Origin {
    /**
     * It cannot be told, wherever it is asked.
     *
     * @param cause why, one line
     */
    public Unknown(String cause) {
      this(cause, false);
    }
  }
}
