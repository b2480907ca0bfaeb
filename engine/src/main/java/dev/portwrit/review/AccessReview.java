package dev.portwrit.review;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Compares two policies at one instant. */
public final class AccessReview {
  private final Side before;
  private final Side after;
  private final Collector collector;
  private final RoleDifference expanding;
  private final RoleDifference restricting;
  private final Moves moves;
  private final Map<Subject, Boolean> sameGroups = new HashMap<>();
  private long unchanged;

  private AccessReview(PolicyIndex before, PolicyIndex after, Instant now) {
    Population population = new Population(before, after);
    this.before = new Side(before, now, population);
    this.after = new Side(after, now, population);
    this.collector = new Collector(population);
    this.expanding =
        new RoleDifference(Direction.of(this.after, this.before, true), population, collector);
    this.restricting =
        new RoleDifference(Direction.of(this.before, this.after, false), population, collector);
    this.moves = new Moves(this.before, this.after, population, collector);
  }

  /**
   * Compares.
   *
   * @param before the old policy
   * @param after the new one
   * @param now the instant at which expiry is judged in both, so that time alone changes nothing
   * @return all that differs
   */
  public static Review of(PolicyIndex before, PolicyIndex after, Instant now) {
    return new AccessReview(before, after, now).review();
  }

  /**
   * Looks only for what the new policy gives and the old one does not.
   *
   * @param before the old policy
   * @param after the new one
   * @param now the instant at which expiry is judged in both
   * @return what expands, and of what that could not be told; nothing else is filled
   */
  public static Review gained(PolicyIndex before, PolicyIndex after, Instant now) {
    return new AccessReview(before, after, now).gained();
  }

  private Review gained() {
    for (RepositoryPattern pattern : differing()) {
      @Nullable Holding young = after.holding(pattern);
      if (young != null) {
        expanding.look(young);
        collector.endOfPattern();
      }
    }
    new ProtectionDifference(Direction.of(after, before, true), collector).look();
    return collector.review(0);
  }

  private Review review() {
    for (RepositoryPattern pattern : differing()) {
      @Nullable Holding old = before.holding(pattern);
      @Nullable Holding young = after.holding(pattern);
      if (young != null) {
        expanding.look(young);
      }
      if (old != null) {
        restricting.look(old);
        unchanged -= moves.look(old);
      }
      collector.endOfPattern();
    }
    new ProtectionDifference(Direction.of(after, before, true), collector).look();
    new ProtectionDifference(Direction.of(before, after, false), collector).look();
    return collector.review(unchanged);
  }

  /** The patterns on which the two do not give the same to the same. */
  private Set<RepositoryPattern> differing() {
    Set<RepositoryPattern> differing = new TreeSet<>();
    before
        .holdings()
        .forEach(
            (pattern, old) -> {
              @Nullable Holding young = after.holding(pattern);
              if (young == null) {
                differing.add(pattern);
              } else {
                if (!isSame(old, young)) {
                  differing.add(pattern);
                }
                count(old, young);
              }
            });
    after.holdings().keySet().stream()
        .filter(pattern -> before.holding(pattern) == null)
        .forEach(differing::add);
    return differing;
  }

  private boolean isSame(Holding old, Holding young) {
    List<Entitlement> one = old.entitlements();
    List<Entitlement> other = young.entitlements();
    if (one.size() != other.size()) {
      return false;
    }
    if (one.size() > 1) {
      one = ordered(one);
      other = ordered(other);
    }
    for (int i = 0; i < one.size(); i++) {
      Subject subject = one.get(i).subject();
      if (!subject.equals(other.get(i).subject())
          || one.get(i).role() != other.get(i).role()
          || !isSame(subject)) {
        return false;
      }
    }
    return true;
  }

  private static List<Entitlement> ordered(List<Entitlement> some) {
    List<Entitlement> ordered = new ArrayList<>(some);
    ordered.sort(Comparator.comparing(Entitlement::subject).thenComparing(Entitlement::role));
    return ordered;
  }

  private boolean isSame(Subject subject) {
    return sameGroups.computeIfAbsent(
        subject,
        one ->
            before.groups().isClearlySame(one, after.groups())
                || before.groups().in(one).equals(after.groups().in(one)));
  }

  private void count(Holding old, Holding young) {
    if (old.entitlements().size() == 1 && young.entitlements().size() == 1) {
      Entitlement one = old.entitlements().get(0);
      Entitlement other = young.entitlements().get(0);
      if (one.subject().equals(other.subject()) && isSame(one.subject())) {
        Role least = one.role().compareTo(other.role()) < 0 ? one.role() : other.role();
        unchanged += (long) held(least) * before.groups().in(one.subject()).getCardinality();
        return;
      }
    }
    for (Action action : Action.values()) {
      unchanged += RoaringBitmap.andCardinality(old.holders(action), young.holders(action));
    }
  }

  private static int held(Role role) {
    int held = 0;
    for (Action action : Action.values()) {
      held += role.holds(action) ? 1 : 0;
    }
    return held;
  }
}
