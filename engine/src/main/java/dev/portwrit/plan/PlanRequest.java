package dev.portwrit.plan;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Registry;
import java.time.Instant;
import java.util.Optional;

/**
 * What shall be planned.
 *
 * @param workspace which repository of policies it is, by {@code GitHistory.identity}
 * @param commit the commit that wants to be applied
 * @param registry the registry, as that commit defines it
 * @param index what that commit means
 * @param applied the commit that was applied last; empty at first contact
 * @param restraints what restrains the apply
 * @param now the instant at which expiry is judged
 */
public record PlanRequest(
    String workspace,
    String commit,
    Registry registry,
    PolicyIndex index,
    Optional<Applied> applied,
    Restraints restraints,
    Instant now) {
  /**
   * What was applied last.
   *
   * @param commit the commit
   * @param index what it means
   */
  public record Applied(String commit, PolicyIndex index) {}
}
