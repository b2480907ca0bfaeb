package dev.portwrit.history;

import dev.portwrit.cache.OriginsCache;
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
}
