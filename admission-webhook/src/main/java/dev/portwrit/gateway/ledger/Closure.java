package dev.portwrit.gateway.ledger;

import dev.portwrit.reference.Digest;
import java.util.Optional;
import java.util.Set;

/**
 * All that a manifest needs to be pulled, without the manifest itself: children, their children,
 * configs and layers.
 *
 * @param members each by the name the manifest uses and, where that is another, by SHA-256
 * @param missing why there may be more, one line; empty if these are all
 */
public record Closure(Set<Digest> members, Optional<String> missing) {
  /** Copies the set. */
  public Closure {
    members = Set.copyOf(members);
  }

  /**
   * Whether these are all.
   *
   * @return false if something could not be read
   */
  public boolean isComplete() {
    return missing.isEmpty();
  }
}
