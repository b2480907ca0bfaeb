package dev.portwrit.cli;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.history.AccessOrigins;
import dev.portwrit.policy.Settings.SigningKey;
import dev.portwrit.source.BranchLine;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.GitHistory;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SignatureVerdict;
import dev.portwrit.source.SigningKeys;
import dev.portwrit.source.SourceException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * By which commits the access of a workspace came to be.
 *
 * @param access the commits by access
 * @param line the commits of the branch, the newest first
 */
record Origins(AccessOrigins access, List<String> line) {
  Origins {
    line = List.copyOf(line);
  }

  /**
   * Looks through the history.
   *
   * @param commit the commit that the policy is of; empty for files that are not committed
   * @return empty of a plain folder
   */
  static Optional<Origins> of(
      Invocation invocation,
      PolicySource source,
      PolicyIndex index,
      Optional<String> commit,
      Instant now)
      throws Failure {
    try {
      Optional<GitHistory> git = source.history();
      if (git.isEmpty() || !source.isFollowedByCommit()) {
        return Optional.empty();
      }
      Revision tip = commit.<Revision>map(Revision.Named::new).orElse(Revision.CURRENT);
      BranchLine line = git.get().branchLine(tip);
      AccessOrigins access =
          AccessOrigins.of(
              git.get(),
              line,
              new PastCommits(source, invocation.environment().variables()),
              signer(git.get(), index, now),
              index,
              commit.isPresent(),
              now);
      return Optional.of(new Origins(access, line.commits().stream().map(CommitInfo::id).toList()));
    } catch (SourceException e) {
      throw WorkspaceReader.failure(e);
    }
  }

  private static Function<CommitInfo, Optional<String>> signer(
      GitHistory git, PolicyIndex index, Instant now) {
    SigningKeys keys =
        SigningKeys.of(
            index.workspace().settings().requireSigned().stream().map(SigningKey::text).toList());
    Signers signers = new Signers(git, keys, now);
    return commit ->
        signers.of(commit) instanceof SignatureVerdict.SignedBy signed
            ? Optional.of(signed.signer())
            : Optional.empty();
  }
}
