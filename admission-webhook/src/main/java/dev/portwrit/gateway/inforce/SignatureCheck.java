package dev.portwrit.gateway.inforce;

import dev.portwrit.policy.Settings;
import dev.portwrit.policy.Settings.SigningKey;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.GitHistory;
import dev.portwrit.source.SignatureVerdict;
import dev.portwrit.source.SigningKeys;
import dev.portwrit.source.SourceException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Refuses a commit that is not signed by a key which the policy in force lists under {@code
 * require-signed}. Its own signature counts, which covers its files and all history before it.
 */
final class SignatureCheck implements ChangeCheck {
  private final Optional<GitHistory> history;

  /**
   * A check.
   *
   * @param history where the commits are; empty for a plain folder, which nobody can sign
   */
  SignatureCheck(Optional<GitHistory> history) {
    this.history = history;
  }

  @Override
  public List<String> objections(Settings restraints, Proposal proposal, Instant now) {
    if (restraints.requireSigned().isEmpty()) {
      return List.of();
    }
    Optional<CommitInfo> commit = proposal.snapshot().commit();
    if (history.isEmpty() || commit.isEmpty()) {
      return List.of("a plain folder has no signature, and `require-signed` asks for one");
    }
    SigningKeys keys =
        SigningKeys.of(restraints.requireSigned().stream().map(SigningKey::text).toList());
    try {
      SignatureVerdict verdict = history.get().signature(commit.get().id(), keys, now);
      return verdict instanceof SignatureVerdict.Refused refused
          ? List.of(refused.cause() + "; `require-signed` lists the keys that may sign")
          : List.of();
    } catch (SourceException unreadable) {
      return List.of("its signature cannot be read: " + unreadable.getMessage());
    }
  }
}
