package dev.portwrit.history;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.source.CommitInfo;

/** The policies of commits, compiled. */
public interface PastPolicies {
  /** What there is at a commit. */
  sealed interface Past {
    /**
     * Policies.
     *
     * @param index what they mean
     */
    record Present(PolicyIndex index) implements Past {}

    /** No workspace. */
    record Absent() implements Past {}

    /**
     * Policies that do not compile: nobody ever enforced them.
     *
     * @param cause why, one line
     */
    record Broken(String cause) implements Past {}

    /**
     * What cannot be read here: a damaged repository, or a clone without contents. Whether there
     * are policies, and what they say, is unknown.
     *
     * @param cause why, one line
     */
    record Unreadable(String cause) implements Past {}
  }

  /**
   * What there is at a commit.
   *
   * @param commit a commit
   * @return the same for the same commit
   */
  Past at(CommitInfo commit);
}
