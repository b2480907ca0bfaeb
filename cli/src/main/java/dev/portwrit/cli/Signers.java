package dev.portwrit.cli;

import dev.portwrit.history.Turn;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.GitHistory;
import dev.portwrit.source.SignatureVerdict;
import dev.portwrit.source.SigningKeys;
import dev.portwrit.source.SourceException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who signed commits.
 *
 * @param git the commits
 * @param keys the keys that are known
 * @param now when keys must not have expired
 */
record Signers(GitHistory git, SigningKeys keys, Instant now) {
  /**
   * Who signed a commit.
   *
   * @throws SourceException if it cannot be read: then it is not known, and not "nobody"
   */
  SignatureVerdict of(CommitInfo commit) throws SourceException {
    return git.signature(commit.id(), keys, now);
  }

  /** The same of all commits of some turns, by their identifiers. */
  Map<String, SignatureVerdict> of(List<Turn> turns) throws SourceException {
    Map<String, SignatureVerdict> verdicts = new HashMap<>();
    for (Turn turn : turns) {
      verdicts.put(turn.commit().id(), of(turn.commit()));
      if (turn.merge().isPresent()) {
        verdicts.put(turn.merge().get().id(), of(turn.merge().get()));
      }
    }
    return verdicts;
  }
}
