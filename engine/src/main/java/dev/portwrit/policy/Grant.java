package dev.portwrit.policy;

import dev.portwrit.diagnostic.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A role for some subjects in the repositories of the document it stands in.
 *
 * @param place where it is written
 * @param role never {@link Role#NONE}
 * @param to at least one subject; {@code anonymous} only with {@link Role#PULL}
 * @param expires when it ends, empty if never
 * @param reason free text, empty where there is none
 */
public record Grant(
    Place place, Role role, List<Member> to, Optional<Expiry> expires, String reason) {
  /** Copies the list. */
  public Grant {
    to = List.copyOf(to);
  }

  /**
   * Whether the grant is in force.
   *
   * @param now the instant that is asked about
   * @return true if it does not expire or has not yet
   */
  public boolean isInForceAt(Instant now) {
    return expires.isEmpty() || expires.get().isInForceAt(now);
  }
}
