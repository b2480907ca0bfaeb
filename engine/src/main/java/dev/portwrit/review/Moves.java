package dev.portwrit.review;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.region.Box;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Finds who has a role as before, but by another path. */
final class Moves {
  private final Side before;
  private final Side after;
  private final Collector collector;
  private final Causes lost;
  private final Causes gained;

  Moves(Side before, Side after, Population population, Collector collector) {
    this.before = before;
    this.after = after;
    this.collector = collector;
    this.lost = new Causes(new Direction(before, after, false), population);
    this.gained = new Causes(new Direction(after, before, true), population);
  }

  /**
   * Looks at one pattern on which the two do not give the same.
   *
   * @return how many edges have the pattern in both and another path
   */
  long look(Holding old) {
    @Nullable Holding there = after.holding(old.pattern());
    @Nullable List<Holding> near = null;
    long moved = 0;
    for (Action action : Action.values()) {
      RoaringBitmap who = old.holders(action);
      if (who.isEmpty()) {
        continue;
      }
      if (there != null) {
        moved += onSamePattern(old, there, action);
      }
      RoaringBitmap gone = there == null ? who : RoaringBitmap.andNot(who, there.holders(action));
      if (!gone.isEmpty()) {
        near = near == null ? after.near(old.pattern()) : near;
        byOtherPattern(old, there, action, gone, near);
      }
    }
    return moved;
  }

  private long onSamePattern(Holding old, Holding there, Action action) {
    RoaringBitmap both = RoaringBitmap.and(old.holders(action), there.holders(action));
    Set<Subject> kept = new HashSet<>(old.named(action));
    kept.retainAll(there.named(action));
    for (Subject subject : kept) {
      both.andNot(RoaringBitmap.and(before.groups().in(subject), after.groups().in(subject)));
    }
    say(old, there, there, action, both, Box.of(old.pattern()));
    return both.getCardinality();
  }

  // Who had the other pattern too has lost one of two paths, and moved nowhere.
  private void byOtherPattern(
      Holding old, @Nullable Holding there, Action action, RoaringBitmap gone, List<Holding> near) {
    RoaringBitmap left = gone.clone();
    for (Holding other : near) {
      RoaringBitmap had = heldBefore(other, action);
      if (other.pattern().covers(old.pattern())) {
        left.andNot(RoaringBitmap.and(other.holders(action), had));
      }
    }
    for (Holding other : near) {
      RoaringBitmap some =
          RoaringBitmap.andNot(
              RoaringBitmap.and(left, other.holders(action)), heldBefore(other, action));
      if (!some.isEmpty()) {
        for (Box box : Box.of(old.pattern()).and(Box.of(other.pattern()))) {
          say(old, there, other, action, some, box);
        }
        if (other.pattern().covers(old.pattern())) {
          left.andNot(some);
        }
      }
    }
  }

  private RoaringBitmap heldBefore(Holding other, Action action) {
    @Nullable Holding same = before.holding(other.pattern());
    return same == null ? new RoaringBitmap() : same.holders(action);
  }

  private void say(
      Holding old,
      @Nullable Holding there,
      Holding now,
      Action action,
      RoaringBitmap who,
      Box box) {
    if (who.isEmpty()) {
      return;
    }
    @Nullable Holding then = before.holding(now.pattern());
    Map<Cause, RoaringBitmap> from = lost.of(old, there, action, who);
    Map<Cause, RoaringBitmap> to = gained.of(now, then, action, who);
    from.forEach(
        (cause, some) ->
            to.forEach(
                (other, whom) -> {
                  RoaringBitmap both = RoaringBitmap.and(some, whom);
                  if (!both.isEmpty()) {
                    collector.addMove(both, action, box, cause, other);
                  }
                }));
  }
}
