package dev.portwrit.review;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.region.Region;
import dev.portwrit.region.Spot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Changes that a person would tell in one sentence: one cause, the same actions, and either the
 * same subjects in several places or, of a protection, whoever has the role there.
 *
 * @param cause what made the difference
 * @param actions what
 * @param subjects all whom it concerns, sorted by their text
 * @param everywhere whether each of them is concerned in every region; otherwise each where they
 *     have the role
 * @param wholeGroup whether the subjects are all who are in whom the cause names
 * @param regions where, in the order of the changes
 * @param protectedTags whether it is about protected tags
 * @param witness of the first subject, and the first action
 * @param from the instant from which on it is so; empty if it is so at that of the review
 */
public record ChangeGroup(
    Cause cause,
    List<Action> actions,
    List<Subject> subjects,
    boolean everywhere,
    boolean wholeGroup,
    List<Region> regions,
    boolean protectedTags,
    Witness witness,
    Optional<Instant> from) {
  /**
   * A question that is answered differently.
   *
   * @param subject who asks
   * @param action what for
   * @param spot where
   */
  public record Witness(Subject subject, Action action, Spot spot) {
    /**
     * The question as commands take it.
     *
     * @return {@code SUBJECT ACTION REPOSITORY[:TAG]}
     */
    @Override
    public String toString() {
      return subject + " " + action + " " + spot;
    }
  }

  /** Copies the lists but the subjects, which nobody changes. */
  public ChangeGroup {
    actions = List.copyOf(actions);
    regions = List.copyOf(regions);
  }

  /**
   * Whether everybody is concerned, logged in or not.
   *
   * @return true if {@code anonymous} is among the subjects
   */
  public boolean isPublic() {
    return subjects.get(0) instanceof Subject.Anonymous;
  }

  /**
   * How many of the subjects are people.
   *
   * @return a count
   */
  public int people() {
    return (int) subjects.stream().filter(Subject.User.class::isInstance).count();
  }

  /**
   * How many of the subjects are services.
   *
   * @return a count
   */
  public int services() {
    return (int) subjects.stream().filter(Subject.Service.class::isInstance).count();
  }
}
