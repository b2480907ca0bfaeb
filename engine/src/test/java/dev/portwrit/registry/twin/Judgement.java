package dev.portwrit.registry.twin;

import java.util.Set;

/**
 * What a registry allows and keeps, as its stand-in judges, each thing one line. Two states are
 * compared by these lines, so both are asked the same questions.
 *
 * @param allowed who may do what where, such as {@code bob pull acme/api}
 * @param free who may change which tag, such as {@code bob overwrite acme/api:v1}
 * @param kept which tag is kept from what, such as {@code acme/api:v1 overwrite}
 */
public record Judgement(Set<String> allowed, Set<String> free, Set<String> kept) {
  /** Copies the sets. */
  public Judgement {
    allowed = Set.copyOf(allowed);
    free = Set.copyOf(free);
    kept = Set.copyOf(kept);
  }
}
