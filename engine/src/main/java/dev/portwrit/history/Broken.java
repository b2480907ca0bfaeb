package dev.portwrit.history;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.region.Found;
import dev.portwrit.region.Region;
import dev.portwrit.region.SpotSearch;
import dev.portwrit.review.AccessReview;
import dev.portwrit.review.Change;
import dev.portwrit.review.Review;
import dev.portwrit.review.Undetermined;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which claims that hold in a policy do not hold, or not wholly, in an older one.
 *
 * @param certain those that do not
 * @param unclear those of which it cannot be told
 */
record Broken(Set<Claim> certain, Set<Claim> unclear) {
  /**
   * Compares two policies.
   *
   * @param open all holding in the younger one at the instant
   * @param at when both are asked
   */
  static Broken between(PolicyIndex older, PolicyIndex younger, Instant at, Claims open) {
    Set<Subject> named = new HashSet<>(older.memberships().individuals());
    named.addAll(younger.memberships().individuals());
    return new Comparison(open, named).of(AccessReview.gained(older, younger, at));
  }

  private static final class Comparison {
    private final Claims open;

    /** Everybody else is as anybody who is not logged in, whoever names them later. */
    private final Set<Subject> named;

    private final Set<Claim> certain = new HashSet<>();
    private final Set<Claim> unclear = new HashSet<>();
    private final Map<Region, Found> found = new HashMap<>();

    Comparison(Claims open, Set<Subject> named) {
      this.open = open;
      this.named = named;
    }

    Broken of(Review review) {
      for (Change change : review.expands()) {
        look(change.subjects(), change.actions(), change.region(), false);
      }
      for (Undetermined unknown : review.unknown()) {
        look(unknown.subjects(), unknown.actions(), unknown.region(), true);
      }
      unclear.removeAll(certain);
      return new Broken(certain, unclear);
    }

    private void look(
        List<Subject> subjects, List<Action> actions, Region region, boolean isUnclear) {
      for (Claim claim : open.near(region.box().repositories().get(0), subjects, named)) {
        if (actions.contains(claim.action()) && !certain.contains(claim)) {
          look(claim, region, isUnclear);
        }
      }
    }

    private void look(Claim claim, Region region, boolean isUnclear) {
      for (Region part : claim.within(region)) {
        Found place = found.computeIfAbsent(part, SpotSearch::in);
        if (place instanceof Found.There && !isUnclear) {
          certain.add(claim);
          return;
        }
        if (!(place instanceof Found.Nothing)) {
          unclear.add(claim);
        }
      }
    }
  }
}
