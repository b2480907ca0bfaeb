package dev.portwrit.gateway.ledger;

import dev.portwrit.admission.LedgerState;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Tag;
import java.time.Instant;
import java.util.Optional;

/**
 * What a tag is from now on.
 *
 * @param tag which
 * @param state what it is; {@link LedgerState.Unseen} to forget it
 * @param by who made it so; empty where it was found so
 * @param at when
 * @param open whether the intent stays, since a request may still take effect
 */
public record Settlement(
    Tag tag, LedgerState.Settled state, Optional<Subject> by, Instant at, boolean open) {
  /**
   * What a tag is, with nothing under way any more.
   *
   * @param tag which
   * @param state what it is
   * @param by who made it so
   * @param at when
   */
  public Settlement(Tag tag, LedgerState.Settled state, Optional<Subject> by, Instant at) {
    this(tag, state, by, at, false);
  }
}
