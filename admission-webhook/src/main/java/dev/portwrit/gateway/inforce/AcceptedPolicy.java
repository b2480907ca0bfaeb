package dev.portwrit.gateway.inforce;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Settings;
import dev.portwrit.source.CommitInfo;
import java.time.Instant;
import java.util.Optional;

/**
 * A policy that was accepted.
 *
 * @param version what decisions are logged under: the identifier of the commit, or for a folder
 *     {@code folder:} and the beginning of the fingerprint of its files
 * @param commit the commit, empty for a folder
 * @param index what decides
 * @param acceptedAt when it came into force here; after a restart, when it first did
 */
public record AcceptedPolicy(
    String version, Optional<CommitInfo> commit, PolicyIndex index, Instant acceptedAt) {
  /**
   * What this policy demands of the one after it.
   *
   * @return what its {@code portwrit.yaml} says
   */
  public Settings settings() {
    return index.workspace().settings();
  }
}
