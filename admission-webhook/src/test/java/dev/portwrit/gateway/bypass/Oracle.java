package dev.portwrit.gateway.bypass;

import dev.portwrit.gateway.bypass.Attempt.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * What the answer to a case may be, by what the specification of the gateway says in words. It
 * shares no code with the gateway.
 */
final class Oracle {
  private Oracle() {}

  /** What must come. */
  enum Expected {
    SUCCESS,
    REFUSAL,
    EITHER
  }

  static Expected expected(BypassCase drawn) {
    Attempt attempt = drawn.attempt();
    List<Verdict> verdicts = drawn.verdicts();
    boolean mayDo =
        drawn.proof().reaches(drawn.sender(), attempt.right())
            && drawn.sender().may(attempt.right(), attempt.repository());
    if (!mayDo || attempt.outcome() == Outcome.DENIED || verdicts.contains(Verdict.REFUSED)) {
      return Expected.REFUSAL;
    }
    return attempt.outcome() == Outcome.DEPENDS || verdicts.contains(Verdict.EITHER)
        ? Expected.EITHER
        : Expected.SUCCESS;
  }

  /**
   * What is wrong with an answer, if anything is.
   *
   * @param mustWork whether what is allowed must work, since nothing has disturbed the registry
   */
  static Optional<String> objection(BypassCase drawn, WireAnswer answer, boolean mustWork) {
    Attempt attempt = drawn.attempt();
    Expected expected = expected(drawn);
    if (attempt.never().contains(answer.status())) {
      return Optional.of("answered " + answer.status() + ", which nobody may get");
    }
    if (answer.status() == 500) {
      return Optional.of("the gateway failed: " + answer.everything());
    }
    if (expected == Expected.REFUSAL && answer.isSuccess()) {
      return Optional.of("must be refused, but is answered " + answer.status());
    }
    if (expected == Expected.SUCCESS && mustWork && !attempt.good().contains(answer.status())) {
      return Optional.of(
          "must succeed, but is answered " + answer.status() + ": " + answer.everything());
    }
    return leak(drawn, answer);
  }

  private static Optional<String> leak(BypassCase drawn, WireAnswer answer) {
    boolean mayReadAll =
        drawn.sender() == Caller.OWNER && drawn.proof().reaches(Caller.OWNER, Right.PULL);
    return Marks.in(answer).stream()
        .filter(mark -> !mayReadAll || !mark.equals(Marks.SECRET))
        .findFirst()
        .map(mark -> "the answer shows `" + mark + "`: " + answer.everything());
  }
}
