package dev.portwrit.source;

import java.util.List;

/**
 * What a branch has that its base has not.
 *
 * @param isUpToDate whether the branch has all that its base has, so that a merge of both is what
 *     the branch is
 * @param commits newest first; merges too
 */
public record BranchChange(boolean isUpToDate, List<CommitInfo> commits) {
  /** Copies the list. */
  public BranchChange {
    commits = List.copyOf(commits);
  }
}
