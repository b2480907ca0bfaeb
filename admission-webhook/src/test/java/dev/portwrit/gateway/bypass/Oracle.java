package dev.portwrit.gateway.bypass;

import dev.portwrit.gateway.bypass.Attempt.Outcome;
import java.util.ArrayList;
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
    return expected(drawn, drawn.attempt().outcome(), drawn.verdicts());
  }

  private static Expected expected(BypassCase drawn, Outcome outcome, List<Verdict> verdicts) {
    Attempt attempt = drawn.attempt();
    boolean mayDo =
        drawn.proof().reaches(drawn.sender(), attempt.right())
            && drawn.sender().may(attempt.right(), attempt.repository());
    if (!mayDo || outcome == Outcome.DENIED || verdicts.contains(Verdict.REFUSED)) {
      return Expected.REFUSAL;
    }
    return outcome == Outcome.DEPENDS || verdicts.contains(Verdict.EITHER)
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

  /**
   * What is wrong with an answer that came by way of an nginx, which may refuse anything. It
   * answers for every host, and hands on the path alone; who may push somewhere can go on with an
   * upload there, if it knows its address; and a body that nobody but the registry sees is held
   * against no header, as {@code docs/nginx.md} says.
   */
  static Optional<String> harm(BypassCase drawn, WireAnswer answer) {
    if (drawn.attempt().never().contains(answer.status())) {
      return Optional.of("answered " + answer.status() + ", which nobody may get");
    }
    boolean isForAnotherHost = drawn.path() == PathForm.ABSOLUTE_ELSEWHERE;
    List<Verdict> verdicts = new ArrayList<>(drawn.verdicts());
    if (drawn.header() == HeaderForm.OTHER_DIGEST) {
      verdicts.set(2, Verdict.EITHER);
    }
    Expected expected =
        expected(
            drawn,
            drawn.attempt().name().startsWith(UploadAttempts.SOMEBODY_ELSES)
                ? Outcome.DEPENDS
                : drawn.attempt().outcome(),
            isForAnotherHost ? verdicts.subList(1, verdicts.size()) : verdicts);
    return expected == Expected.REFUSAL && answer.isSuccess()
        ? Optional.of("must be refused, but is answered " + answer.status())
        : leak(drawn, answer);
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
