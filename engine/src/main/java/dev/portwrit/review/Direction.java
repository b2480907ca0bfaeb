package dev.portwrit.review;

import dev.portwrit.reference.RepositoryPattern;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One way to look at two policies: what one of them allows and the other does not.
 *
 * @param allowing the policy that allows
 * @param denying the policy that does not
 * @param expands true if the one that allows is the new one
 * @param lifted the protections of the denying policy that the other does not have like that
 */
record Direction(Side allowing, Side denying, boolean expands, Guards lifted) {
  static Direction of(Side allowing, Side denying, boolean expands) {
    Set<Object> kept =
        allowing.guarding().stream().map(Guarding::meaning).collect(Collectors.toSet());
    List<Guarding> lifted =
        denying.guarding().stream().filter(guard -> !kept.contains(guard.meaning())).toList();
    return new Direction(allowing, denying, expands, new Guards(lifted));
  }

  /** Those of the lifted protections that share a name with a pattern. */
  List<Guarding> liftedNear(RepositoryPattern pattern) {
    return lifted.near(pattern);
  }
}
