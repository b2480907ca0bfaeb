package dev.portwrit.history;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.region.Found;
import dev.portwrit.region.Region;
import dev.portwrit.region.SpotSearch;
import dev.portwrit.review.AccessReview;
import dev.portwrit.review.Gain;
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
    return by(AccessReview.gains(older, younger, at), open);
  }

  /**
   * Looks where claims meet what expanded.
   *
   * @param gains all that the younger policy gives and the older one does not, at one instant
   * @param open all holding in the younger one at the instant
   */
  static Broken by(List<Gain> gains, Claims open) {
    return new Comparison(open).of(gains);
  }

  private static final class Comparison {
    private final Claims open;
    private final Set<Claim> certain = new HashSet<>();
    private final Set<Claim> unclear = new HashSet<>();
    private final Map<Region, Found> found = new HashMap<>();

    Comparison(Claims open) {
      this.open = open;
    }

    Broken of(List<Gain> gains) {
      for (Gain gain : gains) {
        for (Claim claim : open.near(gain)) {
          if (gain.actions().contains(claim.action()) && !certain.contains(claim)) {
            look(claim, gain.region(), !gain.isCertain());
          }
        }
      }
      unclear.removeAll(certain);
      return new Broken(certain, unclear);
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
