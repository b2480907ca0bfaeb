package dev.portwrit.review;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.reference.RepositoryPattern;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares two policies, at one instant or from it on. */
public final class AccessReview {
  private static final int MOST_INSTANTS = 10_000;

  private final Population population;
  private final Side before;
  private final Side after;
  private final DifferingPatterns differing;
  private final Collector collector;
  private final Direction expanding;
  private final Direction restricting;
  private final RoleDifference gains;
  private final RoleDifference losses;
  private final ProtectionDifference opened;
  private final ProtectionDifference closed;

  private AccessReview(PolicyIndex before, PolicyIndex after, Instant now) {
    this.population = new Population(before, after);
    this.before = new Side(before, now, population);
    this.after = new Side(after, now, population);
    this.differing = new DifferingPatterns(this.before, this.after, now);
    this.collector = new Collector(population);
    this.expanding = new Direction(this.after, this.before, true);
    this.restricting = new Direction(this.before, this.after, false);
    this.gains = new RoleDifference(expanding, population, collector);
    this.losses = new RoleDifference(restricting, population, collector);
    this.opened = new ProtectionDifference(expanding, collector);
    this.closed = new ProtectionDifference(restricting, collector);
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
    AccessReview review = new AccessReview(before, after, now);
    return review.collector.review(accounts(before, after), review.look(), Optional.empty());
  }

  /**
   * Compares at an instant and at all later ones, at which what is not to stay has ended.
   *
   * @param before the old policy
   * @param after the new one
   * @param now the first instant
   * @return all that differs then, and what begins to differ later, each from when on; what goes on
   *     differing is there once
   */
  public static Review fromNowOn(PolicyIndex before, PolicyIndex after, Instant now) {
    AccessReview review = new AccessReview(before, after, now);
    long unchanged = review.look();
    Set<RepositoryPattern> lasting = review.differing.findLasting();
    return review.collector.review(
        accounts(before, after),
        unchanged,
        review.lookLater(List.of(review.gained(lasting), review.lost(lasting))));
  }

  /**
   * Looks only for what the new policy gives and the old one does not, at an instant and at all
   * later ones.
   *
   * @param before the old policy
   * @param after the new one
   * @param now the first instant
   * @return what expands, each from when on, and of what that could not be told; nothing else is
   *     filled
   */
  public static Review gainedFromNowOn(PolicyIndex before, PolicyIndex after, Instant now) {
    AccessReview review = new AccessReview(before, after, now);
    review.lookForGains();
    Set<RepositoryPattern> lasting = review.differing.findLasting();
    return review.collector.review(List.of(), 0, review.lookLater(List.of(review.gained(lasting))));
  }

  /**
   * Looks only for what the new policy gives and the old one does not, whatever the cause.
   *
   * @param before the old policy
   * @param after the new one
   * @param now the instant at which expiry is judged in both
   * @return in no order
   */
  public static List<Gain> gains(PolicyIndex before, PolicyIndex after, Instant now) {
    AccessReview review = new AccessReview(before, after, now);
    review.lookForGains();
    return review.collector.gains();
  }

  private static List<RegistryAccount> accounts(PolicyIndex before, PolicyIndex after) {
    return new RegistryAccounts(before.workspace())
        .changesTo(new RegistryAccounts(after.workspace()));
  }

  private void lookForGains() {
    for (RepositoryPattern pattern : differing.find()) {
      @Nullable Holding young = after.holding(pattern);
      if (young != null) {
        gains.look(young);
        collector.endOfPattern();
      }
    }
    opened.look();
  }

  /** Looks at the present instant, and counts what did not change. */
  private long look() {
    Moves moves = new Moves(before, after, population, collector);
    long unchanged = differing.unchanged();
    for (RepositoryPattern pattern : differing.find()) {
      @Nullable Holding old = before.holding(pattern);
      @Nullable Holding young = after.holding(pattern);
      if (young != null) {
        gains.look(young);
      }
      if (old != null) {
        losses.look(old);
        unchanged -= moves.look(old);
      }
      collector.endOfPattern();
    }
    opened.look();
    closed.look();
    return unchanged;
  }

  private Endings gained(Set<RepositoryPattern> lasting) {
    return new Endings(expanding, gains, opened, lasting);
  }

  private Endings lost(Set<RepositoryPattern> lasting) {
    return new Endings(restricting, losses, closed, lasting);
  }

  /**
   * Looks at each later instant at which something may begin to differ, if they are not too many.
   */
  private Optional<Instant> lookLater(List<Endings> endings) {
    NavigableSet<Instant> instants = new TreeSet<>();
    endings.forEach(one -> instants.addAll(one.instants()));
    int looked = 0;
    for (Instant instant : instants) {
      if (looked++ == MOST_INSTANTS) {
        return Optional.of(instant);
      }
      collector.beginLater(instant);
      endings.forEach(one -> one.look(instant, collector));
    }
    return Optional.empty();
  }
}
