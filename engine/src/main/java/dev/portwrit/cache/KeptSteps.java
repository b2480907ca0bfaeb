package dev.portwrit.cache;

import dev.portwrit.review.Gain;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What expanded along a branch from one commit back to another, so that of any access that holds at
 * the one it can be told whether it was there without a break since the other.
 *
 * @param steps those that gave something that no step before them in the list gave just so, the
 *     newest first
 * @param reached how far back they go: 40 hexadecimal digits
 * @param until the instant at which that commit and the one before it are compared
 */
public record KeptSteps(List<Step> steps, String reached, Instant until) {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  /**
   * From one commit of a branch to the next that compiles.
   *
   * @param younger 40 hexadecimal digits
   * @param older the commit before it
   * @param gains what the younger one gives and the older one did not
   */
  public record Step(String younger, String older, List<Gain> gains) {
    /** Checks the digits and copies the list. */
    public Step {
      requireCommit(younger);
      requireCommit(older);
      gains = List.copyOf(gains);
    }
  }

  /** Checks the digits and copies the list. */
  public KeptSteps {
    requireCommit(reached);
    steps = List.copyOf(steps);
  }

  private static void requireCommit(String id) {
    if (!COMMIT.matcher(id).matches()) {
      throw new IllegalArgumentException("not a commit: " + id);
    }
  }
}
