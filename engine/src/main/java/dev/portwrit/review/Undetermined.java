package dev.portwrit.review;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.region.Region;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something of which it could not be told whether it changed.
 *
 * @param subjects whom it concerns, sorted by their text
 * @param actions what
 * @param region where
 * @param cause what would have made the difference
 * @param reason why it could not be told, one line
 * @param from the instant from which on it is so; empty if it is so at that of the review
 */
public record Undetermined(
    List<Subject> subjects,
    List<Action> actions,
    Region region,
    Cause cause,
    String reason,
    Optional<Instant> from) {
  /** Copies the actions; subjects are a list that nobody changes. */
  public Undetermined {
    actions = List.copyOf(actions);
  }
}
