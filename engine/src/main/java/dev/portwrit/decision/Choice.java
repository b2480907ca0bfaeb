package dev.portwrit.decision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Changes that are enough together, as they stand, to take away one thing that is in the way of a
 * question. The policies with them compile.
 *
 * @param changes in the order in which they can be made; at least one
 * @param condition what guardrails ask of them, a sentence without its end; empty if nothing
 */
public record Choice(List<Change> changes, Optional<String> condition) {
  /** Copies the list. */
  public Choice {
    changes = List.copyOf(changes);
    if (changes.isEmpty()) {
      throw new IllegalArgumentException("a choice without a change");
    }
  }

  /**
   * The same with what guardrails ask of it.
   *
   * @param asked a sentence without its end
   * @return with this condition alone
   */
  public Choice onCondition(String asked) {
    return new Choice(changes, Optional.of(asked));
  }

  @Override
  public String toString() {
    String all = changes.stream().map(Change::toString).collect(Collectors.joining(" and "));
    return condition.map(asked -> all + "; " + asked).orElse(all);
  }
}
