package dev.portwrit.history;

import dev.portwrit.cache.OriginsCache;
import dev.portwrit.policy.Subject;
import java.util.Optional;

/**
 * What earlier walks along a history found, for the next to begin with: the answers are those of a
 * walk without it.
 *
 * @param cache where it is kept; empty for nowhere
 * @param standpoint which repository and folder, and where a shallow clone of it ends
 */
public record OriginMemory(Optional<OriginsCache> cache, String standpoint) {
  /** No memory. */
  public static final OriginMemory NONE = new OriginMemory(Optional.empty(), "");

  /** That of the walks for one group, which look at other policies than the others do. */
  OriginMemory of(Subject group) {
    return new OriginMemory(cache, standpoint + " with a member of " + group);
  }
}
