package dev.portwrit.review;

import java.util.List;

/**
 * All that differs between two policies at one instant.
 *
 * @param expands what somebody can do and could not, by the place of the cause
 * @param restricts what somebody could do and cannot, by the place of the cause
 * @param moved what somebody can do as before by another path, by the place of the new one
 * @param unknown what could not be told
 * @param unchanged how many edges (one subject, one action, one pattern of a grant) there are in
 *     both
 */
public record Review(
    List<Change> expands,
    List<Change> restricts,
    List<Move> moved,
    List<Undetermined> unknown,
    long unchanged) {
  /** Copies the lists. */
  public Review {
    expands = List.copyOf(expands);
    restricts = List.copyOf(restricts);
    moved = List.copyOf(moved);
    unknown = List.copyOf(unknown);
  }

  /**
   * Whether no answer differs.
   *
   * @return true if nothing expands, is restricted or is unknown
   */
  public boolean isSame() {
    return expands.isEmpty() && restricts.isEmpty() && unknown.isEmpty();
  }
}
