package dev.portwrit.review;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.region.Region;
import java.util.List;
import java.util.Set;

/**
 * What one policy gives somewhere and the one before did not, without its cause.
 *
 * @param subjects users and services: whom it concerns, or whom it does not
 * @param isOfAllOthers whether it concerns everybody but the subjects, named by a policy or not,
 *     and so {@code anonymous} too
 * @param actions what, in the order of {@link Action}
 * @param region where; the first pattern of its box reaches all of it
 * @param isCertain false if it could not be told whether the one before gave it too
 */
public record Gain(
    Set<Subject> subjects,
    boolean isOfAllOthers,
    List<Action> actions,
    Region region,
    boolean isCertain) {
  /** Copies subjects and actions. */
  public Gain {
    subjects = Set.copyOf(subjects);
    actions = List.copyOf(actions);
  }

  /**
   * Whether it concerns somebody.
   *
   * @param subject a user, a service or {@code anonymous}
   * @return true if it does
   */
  public boolean concerns(Subject subject) {
    return subjects.contains(subject) != isOfAllOthers;
  }
}
