package dev.portwrit.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * A record of somebody who enforces policies: from then on it was those of a commit.
 *
 * @param by who, {@link #APPLY} or {@link #GATEWAY}, behind which the name of one of several
 *     gateways stands; what it enforces is enforced until its next record
 * @param registry for which registry; empty if the record does not say
 * @param commit the commit, 40 digits, or what stands for one; {@link #NOTHING} of who enforces
 *     none there any more
 * @param at when
 * @param isWhole false if some of it may not have come into force
 */
public record ForceRecord(
    String by, Optional<String> registry, String commit, Instant at, boolean isWhole) {
  /** By what applies policies to registries. */
  public static final String APPLY = "apply";

  /** By a gateway before a registry. */
  public static final String GATEWAY = "gateway";

  /** Stands for a commit where who enforced policies of a registry went away from it. */
  public static final String NOTHING = "nothing";

  /**
   * The same record of somebody else.
   *
   * @param other who
   * @return with {@link #by}
   */
  public ForceRecord by(String other) {
    return new ForceRecord(other, registry, commit, at, isWhole);
  }

  /** Whether from then on nothing is enforced there by this one. */
  boolean isEnd() {
    return commit.equals(NOTHING);
  }
}
