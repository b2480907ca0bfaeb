package dev.portwrit.history;

import dev.portwrit.source.CommitInfo;
import java.util.List;
import java.util.Optional;

/**
 * The answers to one question over the time of a branch.
 *
 * @param turns each time the answer became another one, the newest first
 * @param passedOver the commits that do not compile, the newest first: they were never in force
 * @param now the answer at the end
 * @param edge the oldest commit of a shallow clone, before which nothing is known; empty where the
 *     history is whole
 */
public record Timeline(
    List<Turn> turns, List<CommitInfo> passedOver, Answer now, Optional<CommitInfo> edge) {
  /** Copies the lists. */
  public Timeline {
    turns = List.copyOf(turns);
    passedOver = List.copyOf(passedOver);
  }

  /**
   * Whether every answer is known, and by what it became another one.
   *
   * @return false if history is cut off, some commit cannot be read, or it cannot be told which one
   *     of a merge changed it
   */
  public boolean isComplete() {
    return edge.isEmpty()
        && turns.stream()
            .noneMatch(
                turn ->
                    turn.unknown().isPresent()
                        || turn.after().word().equals("unknown")
                        || turn.before().word().equals("unknown"));
  }
}
