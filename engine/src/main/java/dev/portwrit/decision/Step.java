package dev.portwrit.decision;

import dev.portwrit.diagnostic.Place;
import java.util.List;
import java.util.Optional;

/**
 * One thing that was tried on the way to a decision, and what came of it.
 *
 * @param mark how it came out
 * @param text one line, input in backticks
 * @param place where what was tried is written, empty for a heading
 * @param steps what it rests on
 */
public record Step(Mark mark, String text, Optional<Place> place, List<Step> steps) {
  /** How a step came out. */
  public enum Mark {
    /** It gives what is asked, or lets it pass. */
    YES("✓"),
    /** It does not give what is asked, or refuses it. */
    NO("✗"),
    /** It depends on what the question does not say. */
    UNKNOWN("?");

    private final String sign;

    Mark(String sign) {
      this.sign = sign;
    }

    static Mark of(boolean yes) {
      return yes ? YES : NO;
    }

    /**
     * The mark as a person reads it.
     *
     * @return one character
     */
    @Override
    public String toString() {
      return sign;
    }
  }

  /** Copies the list. */
  public Step {
    steps = List.copyOf(steps);
  }

  static Step at(Place place, Mark mark, String text, List<Step> steps) {
    return new Step(mark, text, Optional.of(place), steps);
  }

  static Step at(Place place, Mark mark, String text) {
    return at(place, mark, text, List.of());
  }
}
