package dev.portwrit.review;

import dev.portwrit.reference.RepositoryPattern;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One way to look at two policies: what one of them allows and the other does not. */
final class Direction {
  private final Side allowing;
  private final Side denying;
  private final boolean expands;

  /** Made when first needed: of many changes no protection is near. */
  private @Nullable Guards lifted;

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

  /** The same at another instant. */
  Direction at(Instant later) {
    return new Direction(allowing.at(later), denying.at(later), expands);
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

  /** The protections of the denying policy that the other does not have like that. */
  Guards lifted() {
    if (lifted == null) {
      Set<Object> kept =
          allowing.guarding().stream().map(Guarding::meaning).collect(Collectors.toSet());
      List<Guarding> some =
          denying.guarding().stream().filter(guard -> !kept.contains(guard.meaning())).toList();
      lifted = new Guards(some);
    }
    return lifted;
  }

  /** Those of the lifted protections that share a name with a pattern. */
  List<Guarding> liftedNear(RepositoryPattern pattern) {
    return lifted().near(pattern);
  }
}
