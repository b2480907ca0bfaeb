package dev.portwrit.review;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.reference.RepositoryPattern;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Compares two policies at one instant. */
public final class AccessReview {
  private final Instant now;
  private final Side before;
  private final Side after;
  private final Collector collector;
  private final RoleDifference expanding;
  private final RoleDifference restricting;
  private final Moves moves;

  private AccessReview(PolicyIndex before, PolicyIndex after, Instant now) {
    this.now = now;
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
    for (RepositoryPattern pattern : new DifferingPatterns(before, after, now).find()) {
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
    DifferingPatterns differing = new DifferingPatterns(before, after, now);
    long unchanged = differing.unchanged();
    for (RepositoryPattern pattern : differing.find()) {
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
}
