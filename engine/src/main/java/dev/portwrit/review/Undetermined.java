package dev.portwrit.review;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.region.Region;
import java.util.List;

/**
 * Something of which it could not be told whether it changed.
 *
 * @param subjects whom it concerns, sorted by their text
 * @param actions what
 * @param region where
 * @param cause what would have made the difference
 * @param reason why it could not be told, one line
 */
public record Undetermined(
    List<Subject> subjects, List<Action> actions, Region region, Cause cause, String reason) {
  /** Copies the actions; subjects are a list that nobody changes. */
  public Undetermined {
    actions = List.copyOf(actions);
  }
}
