package dev.portwrit.review;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.region.Box;
import dev.portwrit.region.Spot;
import java.util.List;

/**
 * Some can do something somewhere as before, but by another path.
 *
 * @param subjects whom it concerns, sorted by their text, never empty
 * @param actions what, in the order of {@link Action}
 * @param box where, in whole repositories
 * @param before what gave it
 * @param after what gives it now
 * @param witness a place in the box, at which the answer is yes before and after if no protection
 *     says otherwise
 */
public record Move(
    List<Subject> subjects,
    List<Action> actions,
    Box box,
    Cause before,
    Cause after,
    Spot witness) {
  /** Copies the actions; subjects are a list that nobody changes. */
  public Move {
    actions = List.copyOf(actions);
  }
}
