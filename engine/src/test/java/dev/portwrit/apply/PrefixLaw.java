package dev.portwrit.apply;

import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.twin.Judgement;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What must hold at each moment between two states: nothing is wider than both together, what both
 * allow is allowed, and what both protect is protected.
 */
final class PrefixLaw {
  private final Set<NativeState> seen = new HashSet<>();
  private final Judgement before;
  private final Judgement after;

  PrefixLaw(Judgement before, Judgement after) {
    this.before = before;
    this.after = after;
  }

  /** Whether a state was not looked at before; the same states come again and again. */
  boolean isNew(NativeState state) {
    return seen.add(state);
  }

  /** What is wrong with a state between; nothing if the law holds. */
  SortedSet<String> violations(Judgement now) {
    SortedSet<String> violations = new TreeSet<>();
    wider(now.allowed(), before.allowed(), after.allowed(), violations);
    wider(now.free(), before.free(), after.free(), violations);
    for (String one : before.allowed()) {
      if (after.allowed().contains(one) && !now.allowed().contains(one)) {
        violations.add("interrupted: " + one);
      }
    }
    for (String one : before.kept()) {
      if (after.kept().contains(one) && !now.kept().contains(one)) {
        violations.add("unprotected: " + one);
      }
    }
    return violations;
  }

  private static void wider(
      Set<String> now, Set<String> before, Set<String> after, SortedSet<String> violations) {
    for (String one : now) {
      if (!before.contains(one) && !after.contains(one)) {
        violations.add("neither before nor after: " + one);
      }
    }
  }
}
