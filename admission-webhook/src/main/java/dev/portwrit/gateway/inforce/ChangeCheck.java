package dev.portwrit.gateway.inforce;

import dev.portwrit.policy.Settings;
import java.time.Instant;
import java.util.List;

/** Something that restrains changes of the policy. */
@FunctionalInterface
public interface ChangeCheck {
  /**
   * Looks at a change.
   *
   * @param restraints what the policy in force says about changes; the change itself has no say in
   *     it. Only the very first policy is held against its own
   * @param proposal what wants to come into force
   * @param now for what depends on time
   * @return why it may not, each in one line; empty if nothing is against it
   */
  List<String> objections(Settings restraints, Proposal proposal, Instant now);
}
