package dev.portwrit.review;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.reference.RepositoryPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of two policies at an instant, as a comparison needs it. It can be moved on to a later one:
 * what has not ended until then is not looked at again.
 */
final class Side {
  private final PolicyIndex index;
  private final Groups groups;
  private final PatternTrie<Entitlement> given;
  private Instant now;
  private @Nullable Guards guards;

  /** Of the patterns that were asked about; empty where nothing is given. */
  private final Map<RepositoryPattern, Optional<Holding>> holdings = new HashMap<>();

  Side(PolicyIndex index, Instant now, Population population) {
    this.index = index;
    this.now = now;
    this.groups = new Groups(population, index.workspace());
    this.given = new PatternTrie<>(Entitlement::repositories, index.entitlements());
  }

  /** Goes on to a later instant; there is no way back. */
  void moveTo(Instant later) {
    now = later;
    if (guards != null) {
      guards.moveTo(later);
    }
  }

  // Made when first needed: of many changes no protection is near.
  private Guards guards() {
    if (guards == null) {
      guards = new Guards(found(), now);
    }
    return guards;
  }

  private List<Guarding> found() {
    Map<String, List<ProtectionException>> exceptions = new HashMap<>();
    index.workspace().exceptions().stream()
        .sorted(Comparator.comparing(ProtectionException::place))
        .forEach(
            one -> exceptions.computeIfAbsent(one.protection(), p -> new ArrayList<>()).add(one));
    return index.workspace().protections().stream()
        .filter(protection -> protection.enforcement() == Protection.Enforcement.DENY)
        .sorted(Comparator.comparing(Protection::place))
        .map(
            one ->
                new Guarding(one, exceptions.getOrDefault(one.fullName(), List.of()), groups, now))
        .toList();
  }

  PolicyIndex index() {
    return index;
  }

  Instant now() {
    return now;
  }

  Groups groups() {
    return groups;
  }

  /** What is in force on a pattern, if anything is. */
  @Nullable Holding holding(RepositoryPattern pattern) {
    Optional<Holding> known = holdings.get(pattern);
    return (known == null ? holding(pattern, given.of(pattern)) : current(known)).orElse(null);
  }

  private Optional<Holding> holding(RepositoryPattern pattern, List<Entitlement> all) {
    return current(holdings.computeIfAbsent(pattern, key -> Holding.of(key, all, groups, now)));
  }

  // Nothing begins by itself: where nothing was in force nothing is.
  private Optional<Holding> current(Optional<Holding> known) {
    if (known.isEmpty() || now.isBefore(known.get().firstEnd())) {
      return known;
    }
    RepositoryPattern pattern = known.get().pattern();
    Optional<Holding> left = known.get().at(now);
    holdings.put(pattern, left);
    return left;
  }

  /** The protections that refuse, by place. */
  List<Guarding> guarding() {
    return guards().all();
  }

  /** The one of a name, if there is one that refuses. */
  Optional<Guarding> guard(String fullName) {
    return guards().named(fullName);
  }

  /** Those of them that share a name with a pattern. */
  List<Guarding> guardsNear(RepositoryPattern pattern) {
    return guards().near(pattern);
  }

  /** What is given on patterns that share a name with another one, which itself may be there. */
  List<Holding> near(RepositoryPattern pattern) {
    List<Holding> found = new ArrayList<>();
    given.forEachNear(pattern, (there, all) -> holding(there, all).ifPresent(found::add));
    found.sort(Comparator.comparing(Holding::pattern));
    return found;
  }
}
