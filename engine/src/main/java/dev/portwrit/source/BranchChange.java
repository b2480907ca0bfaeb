package dev.portwrit.source;

import java.util.List;

/**
 * What a branch has that its base has not.
 *
 * @param since the commit at which it left its base; where there are several, the base itself
 * @param commits newest first; merges too
 */
public record BranchChange(CommitInfo since, List<CommitInfo> commits) {
  /** Copies the list. */
  public BranchChange {
    commits = List.copyOf(commits);
  }
}
