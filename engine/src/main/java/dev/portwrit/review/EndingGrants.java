package dev.portwrit.review;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.policy.Action;
import dev.portwrit.reference.RepositoryPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.roaringbitmap.RoaringBitmap;

/**
 * Finds, of what ends in the denying policy, that beyond which the allowing one gives somebody
 * something on a pattern who does not have it on the pattern in the denying one either. All else
 * ends without a difference there: of a large company that is nearly all.
 */
final class EndingGrants {
  private final Direction direction;
  private final PatternTrie<Entitlement> byPattern;
  private final boolean isNothing;

  EndingGrants(Direction direction) {
    this.direction = direction;
    Instant now = direction.denying().now();
    List<Entitlement> ending =
        direction.denying().index().entitlements().stream()
            .filter(one -> one.expires().isPresent() && one.isInForceAt(now))
            .toList();
    this.isNothing = ending.isEmpty();
    this.byPattern = new PatternTrie<>(Entitlement::repositories, ending);
  }

  /** Hands over, of one pattern, what matters there when it ends. */
  void forEachOn(RepositoryPattern pattern, Consumer<Entitlement> found) {
    if (isNothing || direction.allowing().holding(pattern) == null) {
      return;
    }
    List<Entitlement> near = new ArrayList<>();
    byPattern.forEachNear(pattern, (there, some) -> near.addAll(some));
    near.sort(Comparator.comparing(EndingGrants::end));
    Beyond beyond = new Beyond(pattern);
    for (Entitlement one : near) {
      beyond.moveTo(end(one));
      if (beyond.concerns(one)) {
        found.accept(one);
      }
    }
  }

  static Instant end(Entitlement ending) {
    return ending.expires().orElseThrow().end();
  }

  /** Who has what by one pattern in the allowing policy alone, at one instant after the other. */
  private final class Beyond {
    private Optional<Holding> allowing;
    private Optional<Holding> denying;
    private final Map<Action, RoaringBitmap> who = new EnumMap<>(Action.class);

    Beyond(RepositoryPattern pattern) {
      this.allowing = Optional.ofNullable(direction.allowing().holding(pattern));
      this.denying = Optional.ofNullable(direction.denying().holding(pattern));
    }

    void moveTo(Instant instant) {
      if (hasEnded(allowing, instant) || hasEnded(denying, instant)) {
        allowing = allowing.flatMap(one -> one.at(instant));
        denying = denying.flatMap(one -> one.at(instant));
        who.clear();
      }
    }

    private static boolean hasEnded(Optional<Holding> some, Instant instant) {
      return some.isPresent() && !instant.isBefore(some.get().firstEnd());
    }

    boolean concerns(Entitlement ending) {
      for (Action action : Action.values()) {
        if (ending.role().holds(action)
            && RoaringBitmap.intersects(
                direction.denying().groups().in(ending.subject()), who(action))) {
          return true;
        }
      }
      return false;
    }

    private RoaringBitmap who(Action action) {
      return who.computeIfAbsent(
          action,
          key -> {
            RoaringBitmap could =
                allowing.map(one -> one.holders(key)).orElseGet(RoaringBitmap::new);
            return denying.map(one -> RoaringBitmap.andNot(could, one.holders(key))).orElse(could);
          });
    }
  }
}
