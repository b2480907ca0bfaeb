package dev.portwrit.review;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.decision.Rule;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Finds what in two policies made a difference of roles, for each whom it concerns. */
final class Causes {
  private final Direction direction;
  private final Population population;
  private final Map<Joined, Optional<Cause>> joined = new HashMap<>();

  private record Joined(Subject subject, Subject group) {}

  Causes(Direction direction, Population population) {
    this.direction = direction;
    this.population = population;
  }

  /**
   * Takes apart those who have an action by what one policy gives on a pattern and not by what the
   * other gives on it.
   *
   * @param allowing what the one policy gives
   * @param denying what the other gives on the same pattern, if anything
   */
  Map<Cause, RoaringBitmap> of(
      Holding allowing, @Nullable Holding denying, Action action, RoaringBitmap who) {
    Set<Subject> there = denying == null ? Set.of() : denying.named(action);
    List<Entitlement> fresh = new ArrayList<>();
    List<Entitlement> kept = new ArrayList<>();
    for (Entitlement entitlement : allowing.giving(action)) {
      (there.contains(entitlement.subject()) ? kept : fresh).add(entitlement);
    }
    Map<Cause, RoaringBitmap> parts = new LinkedHashMap<>();
    RoaringBitmap left = who.clone();
    for (Entitlement entitlement : fresh) {
      take(entitlement, left).ifPresent(some -> put(cause(entitlement), some, parts));
    }
    for (Entitlement entitlement : kept) {
      take(entitlement, left).ifPresent(some -> addJoined(entitlement, some, parts));
    }
    return parts;
  }

  private Optional<RoaringBitmap> take(Entitlement entitlement, RoaringBitmap left) {
    RoaringBitmap some =
        RoaringBitmap.and(left, direction.allowing().groups().in(entitlement.subject()));
    left.andNot(some);
    return some.isEmpty() ? Optional.empty() : Optional.of(some);
  }

  Cause cause(Entitlement entitlement) {
    return new Cause(
        kind(entitlement.kind()),
        entitlement.rule().text(),
        entitlement.place(),
        direction.expands(),
        entitlement.subject());
  }

  private static Cause.Kind kind(Rule.Kind kind) {
    return switch (kind) {
      case OWNER -> Cause.Kind.OWNER;
      case DEFAULT -> Cause.Kind.DEFAULT;
      case PUBLIC -> Cause.Kind.VISIBILITY;
      case GRANT -> Cause.Kind.GRANT;
      case PROTECTION, DEFAULT_DENY ->
          throw new IllegalArgumentException("`" + kind + "` gives no access");
    };
  }

  private void addJoined(
      Entitlement entitlement, RoaringBitmap some, Map<Cause, RoaringBitmap> parts) {
    some.forEach(
        (int number) -> {
          Subject subject = population.subject(number);
          Cause cause =
              joined
                  .computeIfAbsent(
                      new Joined(subject, entitlement.subject()),
                      key -> joining(key.subject(), key.group()))
                  .orElseGet(() -> cause(entitlement));
          put(cause, RoaringBitmap.bitmapOf(number), parts);
        });
  }

  private static void put(Cause cause, RoaringBitmap some, Map<Cause, RoaringBitmap> parts) {
    RoaringBitmap known = parts.get(cause);
    if (known == null) {
      parts.put(cause, some.clone());
    } else {
      known.or(some);
    }
  }

  /** The entry of a list of members that only one policy has, on the way from one to a group. */
  private Optional<Cause> joining(Subject subject, Subject group) {
    Optional<Cause> own = link(subject, group, group);
    if (own.isPresent()) {
      return own;
    }
    List<Subject> way = direction.allowing().index().memberships().path(subject, group);
    for (int i = 1; i < way.size(); i++) {
      Optional<Cause> cause = link(way.get(i - 1), way.get(i), group);
      if (cause.isPresent()) {
        return cause;
      }
    }
    return Optional.empty();
  }

  private Optional<Cause> link(Subject member, Subject in, Subject group) {
    Optional<Place> entry = direction.allowing().groups().entry(in, member);
    if (entry.isEmpty() || direction.denying().groups().entry(in, member).isPresent()) {
      return Optional.empty();
    }
    String text = member + " in " + in;
    return Optional.of(
        new Cause(Cause.Kind.MEMBERSHIP, text, entry.get(), direction.expands(), group));
  }
}
