package dev.portwrit.review;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Expiry;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.region.Box;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/**
 * What begins to differ by itself: of what ends in the denying policy, all that the allowing one
 * may go on giving. Nothing begins by itself in a policy, so that nothing else can.
 */
final class Endings {
  private final Direction direction;
  private final RoleDifference roles;
  private final ProtectionDifference protections;
  private final NavigableMap<Instant, Ending> byInstant = new TreeMap<>();

  /**
   * What ends at one instant.
   *
   * @param entitlements of the denying policy, by the patterns of the allowing one that reach them
   * @param exceptions of protections of the denying policy
   */
  private record Ending(
      Map<RepositoryPattern, List<Entitlement>> entitlements, List<Guarding.Release> exceptions) {}

  /**
   * Finds them.
   *
   * @param direction the two policies at the instant of the review
   * @param roles looks for their roles
   * @param protections looks for their protections
   * @param differing the patterns on which they do not give the same for ever
   */
  Endings(
      Direction direction,
      RoleDifference roles,
      ProtectionDifference protections,
      Set<RepositoryPattern> differing) {
    this.direction = direction;
    this.roles = roles;
    this.protections = protections;
    findEntitlements(differing);
    findExceptions();
  }

  /** When something ends, in order; what ends when nobody can ask does not. */
  Set<Instant> instants() {
    return byInstant.headMap(Expiry.LAST, true).keySet();
  }

  private Ending at(Instant instant) {
    return byInstant.computeIfAbsent(
        instant, key -> new Ending(new TreeMap<>(), new ArrayList<>()));
  }

  // On a pattern on which both give the same for ever they do so when something has ended.
  private void findEntitlements(Set<RepositoryPattern> differing) {
    EndingGrants ending = new EndingGrants(direction);
    for (RepositoryPattern pattern : differing) {
      ending.forEachOn(
          pattern,
          one ->
              at(EndingGrants.end(one))
                  .entitlements()
                  .computeIfAbsent(pattern, p -> new ArrayList<>())
                  .add(one));
    }
  }

  private void findExceptions() {
    new EndingExceptions(direction).forEach(one -> at(one.end()).exceptions().add(one));
  }

  /**
   * Goes on to one of the instants, which are looked at in order, and looks for what differs from
   * it on and did not before.
   */
  void look(Instant instant, Collector collector) {
    Ending ending = byInstant.get(instant);
    if (ending == null) {
      return;
    }
    direction.moveTo(instant);
    ending
        .entitlements()
        .forEach(
            (pattern, ended) -> {
              Optional.ofNullable(direction.allowing().holding(pattern))
                  .ifPresent(holding -> look(holding, ended));
              collector.endOfPattern();
            });
    protections.look(ending.exceptions());
  }

  private void look(Holding holding, List<Entitlement> ended) {
    Map<Box, List<Entitlement>> byPlace = new LinkedHashMap<>();
    for (Entitlement one : ended) {
      for (Box where : Box.of(holding.pattern()).and(Box.of(one.repositories()))) {
        byPlace.computeIfAbsent(where, key -> new ArrayList<>()).add(one);
      }
    }
    // Who loses all of the pattern loses the parts of it with it.
    Box whole = Box.of(holding.pattern());
    List<Entitlement> ofAll = byPlace.getOrDefault(whole, List.of());
    byPlace.forEach(
        (where, some) ->
            roles.look(
                holding,
                where,
                action -> {
                  RoaringBitmap had = RoaringBitmap.and(had(some, action), holding.holders(action));
                  if (!where.equals(whole)) {
                    had.andNot(had(ofAll, action));
                  }
                  return had;
                }));
  }

  private RoaringBitmap had(List<Entitlement> some, Action action) {
    RoaringBitmap had = new RoaringBitmap();
    some.stream()
        .filter(one -> one.role().holds(action))
        .forEach(one -> direction.denying().groups().addTo(had, one.subject()));
    return had;
  }
}
