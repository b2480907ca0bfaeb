package dev.portwrit.cli;

import dev.portwrit.source.BranchLine;
import dev.portwrit.source.GitHistory;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SourceException;
import java.util.Optional;

/**
 * Whether a branch ever was a commit: one of a branch that was not merged, or only merged, was
 * never what the policies were, and whoever can push can make one.
 *
 * @param difference that it never was, in words; empty if it was, or that is not known
 * @param unknown that this clone cannot tell; empty if it can
 */
record BranchCheck(Optional<String> difference, Optional<String> unknown) {
  /** Of policies that were not committed nothing is asked. */
  static BranchCheck ofNoCommit() {
    return new BranchCheck(Optional.empty(), Optional.empty());
  }

  /** Looks along the first parents from {@code HEAD}, or from the branch that was named. */
  static BranchCheck of(PolicySource source, String commit) throws Failure {
    Optional<GitHistory> git = source.history();
    if (git.isEmpty()) {
      return ofNoCommit();
    }
    try {
      BranchLine line = git.get().branchLine(Revision.CURRENT);
      if (line.commits().stream().anyMatch(one -> one.id().equals(commit))) {
        return ofNoCommit();
      }
      String head = line.commits().get(0).id();
      return line.isCut()
          ? new BranchCheck(
              Optional.empty(),
              Optional.of("this clone ends before it is known whether " + head + " was " + commit))
          : new BranchCheck(
              Optional.of(
                  "is of commit "
                      + commit
                      + ", which the branch of `"
                      + source.origin()
                      + "`, now at "
                      + head
                      + ", never was; `-C REPOSITORY#BRANCH` names another"),
              Optional.empty());
    } catch (SourceException e) {
      throw WorkspaceReader.failure(e);
    }
  }
}
