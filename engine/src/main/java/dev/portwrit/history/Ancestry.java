package dev.portwrit.history;

import dev.portwrit.source.Brought;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.GitHistory;
import dev.portwrit.source.SourceException;
import java.util.List;

/** What of a commit's ancestors is asked beside the first-parent line. */
interface Ancestry {
  /** {@link GitHistory#mergedBy}. */
  Brought mergedBy(String commitId) throws SourceException;

  /** {@link GitHistory#parents}. */
  List<CommitInfo> parents(String commitId) throws SourceException;

  /** {@link GitHistory#isEnd}. */
  boolean isEnd(String commitId) throws SourceException;

  /** That of a repository. For one thread. */
  static Ancestry of(GitHistory git) {
    return new Ancestry() {
      private String asked = "";
      private Brought last = Brought.NOTHING;

      @Override
      public Brought mergedBy(String commitId) throws SourceException {
        if (!asked.equals(commitId)) {
          last = git.mergedBy(commitId);
          asked = commitId;
        }
        return last;
      }

      @Override
      public List<CommitInfo> parents(String commitId) throws SourceException {
        return git.parents(commitId);
      }

      @Override
      public boolean isEnd(String commitId) throws SourceException {
        return git.isEnd(commitId);
      }
    };
  }
}
