package dev.portwrit.source;

import java.util.List;

/**
 * What a branch was, commit by commit: its first-parent line.
 *
 * @param commits newest first, at least one
 * @param isCut whether the clone is shallow and the line goes on before the last of them
 */
public record BranchLine(List<CommitInfo> commits, boolean isCut) {
  /** Copies the list. */
  public BranchLine {
    commits = List.copyOf(commits);
  }
}
