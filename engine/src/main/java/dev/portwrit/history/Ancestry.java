package dev.portwrit.history;

import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.GitHistory;
import dev.portwrit.source.SourceException;
import java.util.List;
import java.util.Optional;

/** What of a commit's ancestors is asked beside the first-parent line. */
interface Ancestry {
  /** {@link GitHistory#mergedBy}. */
  List<CommitInfo> mergedBy(String commitId) throws SourceException;

  /** {@link GitHistory#firstParent}. */
  Optional<CommitInfo> firstParent(String commitId) throws SourceException;

  static Ancestry of(GitHistory git) {
    return new Ancestry() {
      @Override
      public List<CommitInfo> mergedBy(String commitId) throws SourceException {
        return git.mergedBy(commitId);
      }

      @Override
      public Optional<CommitInfo> firstParent(String commitId) throws SourceException {
        return git.firstParent(commitId);
      }
    };
  }
}
