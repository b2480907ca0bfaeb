package dev.portwrit.cli;

import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.GitHistory;
import dev.portwrit.source.SignatureVerdict;
import dev.portwrit.source.SigningKeys;
import dev.portwrit.source.SourceException;
import java.time.Instant;

/**
 * Who signed commits.
 *
 * @param git the commits
 * @param keys the keys that are known
 * @param now when keys must not have expired
 */
record Signers(GitHistory git, SigningKeys keys, Instant now) {
  SignatureVerdict of(CommitInfo commit) {
    try {
      return git.signature(commit.id(), keys, now);
    } catch (SourceException e) {
      return new SignatureVerdict.Refused(String.valueOf(e.getMessage()));
    }
  }
}
