package dev.portwrit.review;

import dev.portwrit.policy.Action;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.region.Box;
import dev.portwrit.region.Region;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * What one policy gives on a pattern and the other does not, there or by wider or narrower
 * patterns. Whoever has a role on a pattern in the one policy has it in the other one where another
 * pattern gives it; what is left is the change.
 */
final class RoleDifference {
  private final Direction direction;
  private final Collector collector;
  private final Causes causes;

  RoleDifference(Direction direction, Population population, Collector collector) {
    this.direction = direction;
    this.collector = collector;
    this.causes = new Causes(direction, population);
  }

  /** Looks at one pattern on which the two do not give the same. */
  void look(Holding allowing) {
    look(allowing, Box.of(allowing.pattern()), allowing::holders);
  }

  /**
   * Looks at some of one pattern.
   *
   * @param where repositories that all match the pattern
   * @param some who of those who have an action there
   */
  void look(Holding allowing, Box where, Function<Action, RoaringBitmap> some) {
    @Nullable Holding denying = direction.denying().holding(allowing.pattern());
    @Nullable List<Holding> near = null;
    for (Action action : Action.values()) {
      RoaringBitmap who = some.apply(action);
      who = denying == null ? who : RoaringBitmap.andNot(who, denying.holders(action));
      if (!who.isEmpty()) {
        near = near == null ? near(where) : near;
        look(allowing, denying, where, action, who, near);
      }
    }
  }

  private List<Holding> near(Box where) {
    return direction.denying().near(where.repositories().get(0)).stream()
        .filter(one -> where.repositories().stream().allMatch(one.pattern()::overlaps))
        .toList();
  }

  private void look(
      Holding allowing,
      @Nullable Holding denying,
      Box where,
      Action action,
      RoaringBitmap who,
      List<Holding> near) {
    RoaringBitmap left = who.clone();
    Map<Integer, List<Box>> given = new HashMap<>();
    for (Holding other : near) {
      RoaringBitmap some = RoaringBitmap.and(left, other.holders(action));
      if (some.isEmpty()) {
        continue;
      }
      if (where.repositories().stream().anyMatch(other.pattern()::covers)) {
        left.andNot(some);
      } else {
        Box box = Box.of(other.pattern());
        some.forEach(
            (int number) -> given.computeIfAbsent(number, n -> new ArrayList<>(2)).add(box));
      }
    }
    if (left.isEmpty()) {
      return;
    }
    Map<Cause, RoaringBitmap> parts = causes.of(allowing, denying, action, left);
    bySame(left, given)
        .forEach(
            (boxes, some) ->
                parts.forEach(
                    (cause, whom) -> {
                      RoaringBitmap both = RoaringBitmap.and(some, whom);
                      if (!both.isEmpty()) {
                        say(where, boxes, action, both, cause);
                      }
                    }));
  }

  /** Those to whom the other policy gives the same of it, together. */
  private static Map<List<Box>, RoaringBitmap> bySame(
      RoaringBitmap who, Map<Integer, List<Box>> given) {
    Map<List<Box>, RoaringBitmap> same = new LinkedHashMap<>();
    who.forEach(
        (int number) ->
            same.computeIfAbsent(given.getOrDefault(number, List.of()), b -> new RoaringBitmap())
                .add(number));
    return same;
  }

  private void say(Box where, List<Box> given, Action action, RoaringBitmap who, Cause cause) {
    RepositoryPattern pattern = where.repositories().get(0);
    Region region = new Region(where, widest(given));
    Unguarded unguarded = new Unguarded(direction.allowing().guardsNear(pattern), action);
    boolean lifted =
        direction.liftedNear(pattern).stream()
            .anyMatch(guard -> guard.protection().rule().concerns(action));
    for (Unguarded.Part part : unguarded.of(List.of(region), who)) {
      for (Region some : part.regions()) {
        collector.add(
            direction.expands(), part.who(), action, some, cause, lifted || part.released());
      }
    }
  }

  private static List<Box> widest(List<Box> boxes) {
    if (boxes.size() < 2) {
      return boxes;
    }
    List<RepositoryPattern> wide =
        boxes.stream()
            .map(box -> box.repositories().get(0))
            .filter(pattern -> !pattern.isLiteral())
            .toList();
    return boxes.stream()
        .filter(
            box -> {
              RepositoryPattern own = box.repositories().get(0);
              return wide.stream()
                  .noneMatch(
                      other ->
                          !other.equals(own)
                              && other.covers(own)
                              && !(own.covers(other) && other.compareTo(own) > 0));
            })
        .toList();
  }
}
