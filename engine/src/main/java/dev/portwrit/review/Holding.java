package dev.portwrit.review;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryPattern;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** What one policy gives on the repositories of one pattern, by itself. */
final class Holding {
  private final RepositoryPattern pattern;
  private final Groups groups;
  private final List<Entitlement> entitlements;

  /** Made when first needed: of most patterns nobody asks. */
  private @Nullable Map<Action, RoaringBitmap> holders;

  private @Nullable Instant firstEnd;

  private Holding(RepositoryPattern pattern, List<Entitlement> entitlements, Groups groups) {
    this.pattern = pattern;
    this.entitlements = entitlements;
    this.groups = groups;
  }

  /** What of some is in force, if anything is; by place, as they are. */
  static Optional<Holding> of(
      RepositoryPattern pattern, List<Entitlement> all, Groups groups, Instant now) {
    List<Entitlement> inForce = all.stream().filter(one -> one.isInForceAt(now)).toList();
    return inForce.isEmpty()
        ? Optional.empty()
        : Optional.of(new Holding(pattern, inForce, groups));
  }

  RepositoryPattern pattern() {
    return pattern;
  }

  List<Entitlement> entitlements() {
    return entitlements;
  }

  /** When the first of it ends; {@link Instant#MAX} if nothing does. */
  Instant firstEnd() {
    if (firstEnd == null) {
      firstEnd =
          entitlements.stream()
              .flatMap(one -> one.expires().stream())
              .map(Expiry::end)
              .min(Comparator.naturalOrder())
              .orElse(Instant.MAX);
    }
    return firstEnd;
  }

  /** What of it is in force at a later instant, if anything is. */
  Optional<Holding> at(Instant later) {
    return later.isBefore(firstEnd())
        ? Optional.of(this)
        : of(pattern, entitlements, groups, later);
  }

  /** Those that give an action, by place. */
  List<Entitlement> giving(Action action) {
    return entitlements.stream().filter(one -> one.role().holds(action)).toList();
  }

  /** Whom the grants name that give an action. */
  Set<Subject> named(Action action) {
    Set<Subject> named = new HashSet<>();
    for (Entitlement entitlement : entitlements) {
      if (entitlement.role().holds(action)) {
        named.add(entitlement.subject());
      }
    }
    return named;
  }

  /** Everybody who has an action by it. Not to be changed. */
  RoaringBitmap holders(Action action) {
    if (holders == null) {
      holders = new EnumMap<>(Action.class);
    }
    return holders.computeIfAbsent(action, this::found);
  }

  private RoaringBitmap found(Action action) {
    List<Entitlement> giving = giving(action);
    if (giving.size() == 1) {
      return groups.in(giving.get(0).subject());
    }
    RoaringBitmap all = new RoaringBitmap();
    giving.forEach(entitlement -> groups.addTo(all, entitlement.subject()));
    return all;
  }
}
