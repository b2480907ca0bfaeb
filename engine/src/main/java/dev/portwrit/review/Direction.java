package dev.portwrit.review;

import dev.portwrit.reference.RepositoryPattern;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One way to look at two policies at an instant: what one of them allows and the other does not.
 */
final class Direction {
  private final Side allowing;
  private final Side denying;
  private final boolean expands;

  /** Made when first needed: of many changes no protection is near. */
  private @Nullable Guards differing;

  private final Map<Guarding, Boolean> lifted = new HashMap<>();

  /** The pattern that was asked about last, with what is lifted near it. */
  private @Nullable RepositoryPattern last;

  private List<Guarding> liftedNearLast = List.of();

  /**
   * A way to look.
   *
   * @param allowing the policy that allows
   * @param denying the policy that does not
   * @param expands true if the one that allows is the new one
   */
  Direction(Side allowing, Side denying, boolean expands) {
    this.allowing = allowing;
    this.denying = denying;
    this.expands = expands;
  }

  /** Both policies go on to a later instant. */
  void moveTo(Instant later) {
    allowing.moveTo(later);
    denying.moveTo(later);
    if (differing != null) {
      differing.moveTo(later);
    }
    lifted.clear();
    last = null;
  }

  Side allowing() {
    return allowing;
  }

  Side denying() {
    return denying;
  }

  boolean expands() {
    return expands;
  }

  /** The protections of the denying policy that the other does not have like that for ever. */
  List<Guarding> differing() {
    return guards().all();
  }

  private Guards guards() {
    if (differing == null) {
      Set<Object> kept =
          allowing.guarding().stream().map(Guarding::lastingMeaning).collect(Collectors.toSet());
      differing =
          new Guards(
              denying.guarding().stream()
                  .filter(guard -> !kept.contains(guard.lastingMeaning()))
                  .toList(),
              denying.now());
    }
    return differing;
  }

  /** Those that the other does not have like that at the instant. */
  List<Guarding> lifted() {
    return differing().stream().filter(this::isLifted).toList();
  }

  /** The lifted one of a name, if there is one. */
  Optional<Guarding> lifted(String fullName) {
    return guards().named(fullName).filter(this::isLifted);
  }

  /** Those of the lifted protections that share a name with a pattern. */
  List<Guarding> liftedNear(RepositoryPattern pattern) {
    if (!pattern.equals(last)) {
      liftedNearLast = guards().near(pattern).stream().filter(this::isLifted).toList();
      last = pattern;
    }
    return liftedNearLast;
  }

  // What means the same is near the same patterns.
  private boolean isLifted(Guarding guard) {
    return lifted.computeIfAbsent(
        guard,
        one ->
            allowing.guardsNear(one.protection().repositories().get(0)).stream()
                .noneMatch(other -> other.meaning().equals(one.meaning())));
  }
}
