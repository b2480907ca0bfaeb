package dev.portwrit.history;

import dev.portwrit.decision.Decision;

/** What a question was answered at one time. */
public sealed interface Answer {
  /**
   * There were policies.
   *
   * @param decision what they said
   */
  record Given(Decision decision) implements Answer {}

  /** There were no policies yet, or not any more. */
  record None() implements Answer {}

  /**
   * It cannot be told.
   *
   * @param cause why, one line
   */
  record Unknown(String cause) implements Answer {}

  /**
   * The answer in one word.
   *
   * @return {@code allow}, {@code deny}, {@code none} or {@code unknown}
   */
  default String word() {
    if (this instanceof Given given) {
      return given.decision().isAllowed()
          ? "allow"
          : given.decision() instanceof Decision.Indeterminate ? "unknown" : "deny";
    }
    return this instanceof None ? "none" : "unknown";
  }

  /**
   * Why, in one line.
   *
   * @return the decisive rule with its place, or what is missing
   */
  default String reason() {
    if (this instanceof Unknown unknown) {
      return unknown.cause();
    }
    if (!(this instanceof Given given)) {
      return "there are no policies";
    }
    if (given.decision() instanceof Decision.Allowed allowed) {
      return allowed.rule().toString();
    }
    return given.decision() instanceof Decision.Denied denied
        ? denied.rule().toString()
        : ((Decision.Indeterminate) given.decision()).cause();
  }
}
