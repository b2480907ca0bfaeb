package dev.portwrit.review;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that differs between two policies at one instant, and what begins to differ later.
 *
 * @param expands what somebody can do and could not, by the place of the cause
 * @param restricts what somebody could do and cannot, by the place of the cause
 * @param moved what somebody can do as before by another path, by the place of the new one; at that
 *     instant alone
 * @param accounts what subjects are called in registries and were not, whatever they have there
 * @param unknown what could not be told
 * @param unchanged how many edges (one subject, one action, one pattern of a grant) there are in
 *     both at that instant
 * @param openFrom the instant from which on nothing was looked at, since too much ends; empty if
 *     all was
 */
public record Review(
    List<Change> expands,
    List<Change> restricts,
    List<Move> moved,
    List<RegistryAccount> accounts,
    List<Undetermined> unknown,
    long unchanged,
    Optional<Instant> openFrom) {
  /** Copies the lists. */
  public Review {
    expands = List.copyOf(expands);
    restricts = List.copyOf(restricts);
    moved = List.copyOf(moved);
    accounts = List.copyOf(accounts);
    unknown = List.copyOf(unknown);
  }

  /**
   * Whether no answer differs, and nobody's account.
   *
   * @return true if nothing expands, is restricted or is unknown, now or later, and nobody is
   *     called otherwise in a registry
   */
  public boolean isSame() {
    return expands.isEmpty() && restricts.isEmpty() && accounts.isEmpty() && isComplete();
  }

  /**
   * Whether all could be told.
   *
   * @return true if nothing is unknown, now or later
   */
  public boolean isComplete() {
    return unknown.isEmpty() && openFrom.isEmpty();
  }
}
