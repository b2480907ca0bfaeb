package dev.portwrit.audit;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Registry;
import java.time.Instant;
import java.util.List;

/**
 * A live registry beside policy: what would be otherwise if the registry allowed what policy gives.
 *
 * @param expands what policy asks and the registry does not allow, ordered; none while something is
 *     unknown
 * @param restricts what the registry allows and policy does not give, ordered
 * @param unknown what could not be told, one line each; while there is any, the rest is incomplete
 * @param unchanged how many accesses (one subject, one action, one repository) both have
 */
public record LiveDifference(
    List<LiveChange> expands, List<LiveChange> restricts, List<String> unknown, long unchanged) {
  /** Orders the changes and copies the lists. */
  public LiveDifference {
    expands = expands.stream().sorted().toList();
    restricts = restricts.stream().sorted().toList();
    unknown = List.copyOf(unknown);
  }

  /**
   * Compares.
   *
   * @param evidence what was read of the registry, and what policy asks of it
   * @param registry its definition
   * @param index the policy
   * @param now the instant at which the expiry of what policy gives is judged
   * @return all that differs
   */
  public static LiveDifference of(
      LiveEvidence evidence, Registry registry, PolicyIndex index, Instant now) {
    return new LiveDifferenceSearch(evidence, registry, index, now).find();
  }

  /**
   * Whether nothing differs and nothing is unknown.
   *
   * @return true if the registry allows what policy asks of it, and no more than policy gives
   */
  public boolean isSame() {
    return expands.isEmpty() && restricts.isEmpty() && unknown.isEmpty();
  }
}
