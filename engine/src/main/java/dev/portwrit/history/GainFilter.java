package dev.portwrit.history;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.region.Region;
import dev.portwrit.review.Gain;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves out of the gains on a way back what no claim can meet there that holds where it begins:
 * gains of those who have nothing there, and those that a younger step had just so, since whatever
 * they meet was met there.
 */
final class GainFilter {
  private static final Subject EVERYBODY = new Subject.Anonymous();

  private record Where(Region region, boolean isCertain) {}

  private final Claims held;

  /** Of a region what subjects gain there. */
  private final Map<Where, Map<Subject, Set<Action>>> seen = new HashMap<>();

  private final Set<Gain> seenOfOthers = new HashSet<>();

  /**
   * A filter that saw nothing yet.
   *
   * @param held all that the policy gives where the way begins
   */
  GainFilter(Claims held) {
    this.held = held;
  }

  /**
   * What can be met of the next gain of the way.
   *
   * @return empty if nothing can
   */
  Optional<Gain> left(Gain gain) {
    if (gain.isOfAllOthers()) {
      return Optional.of(gain).filter(seenOfOthers::add);
    }
    Set<Subject> having = held.subjectsNear(gain);
    boolean isOfAll = having.contains(EVERYBODY);
    Set<Subject> left = new HashSet<>();
    for (Subject subject : gain.subjects()) {
      if ((isOfAll || having.contains(subject)) && isNew(subject, gain)) {
        left.add(subject);
      }
    }
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(new Gain(left, false, gain.actions(), gain.region(), gain.isCertain()));
  }

  private boolean isNew(Subject subject, Gain gain) {
    return seen.computeIfAbsent(
            new Where(gain.region(), gain.isCertain()), where -> new HashMap<>())
        .computeIfAbsent(subject, some -> EnumSet.noneOf(Action.class))
        .addAll(gain.actions());
  }
}
