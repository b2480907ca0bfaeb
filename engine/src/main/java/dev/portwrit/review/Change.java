package dev.portwrit.review;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.region.Region;
import dev.portwrit.region.Spot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Some can do something somewhere after which they could not before, or the other way round.
 *
 * @param subjects whom it concerns, sorted by their text, never empty
 * @param actions what, in the order of {@link Action}
 * @param region where. Of a box of whole repositories it concerns the role alone and all tags that
 *     are not taken away; of another one only tags
 * @param cause what made the difference
 * @param witness a place in the region: each of the subjects asked there for each of the actions is
 *     answered differently before and after
 * @param protectedTags whether it is about tags that a protection covers before or after, and which
 *     the subjects may now change, or no longer
 * @param from the instant from which on it is so; empty if it is so at that of the review
 */
public record Change(
    List<Subject> subjects,
    List<Action> actions,
    Region region,
    Cause cause,
    Spot witness,
    boolean protectedTags,
    Optional<Instant> from) {
  /** Copies the actions; subjects are a list that nobody changes. */
  public Change {
    actions = List.copyOf(actions);
  }
}
