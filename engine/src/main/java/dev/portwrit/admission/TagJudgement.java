package dev.portwrit.admission;

import dev.portwrit.decision.Rule;
import dev.portwrit.reference.Digest;
import java.util.List;
import java.util.Optional;

/** What is to be done with a request that would write or delete a tag. */
public sealed interface TagJudgement {
  /**
   * The tag has the pushed digest already: answer 201 and forward nothing.
   *
   * @param digest what the ledger must hold from now on, if the tag is protected
   */
  record AlreadyThere(Digest digest) implements TagJudgement {}

  /**
   * Forward it; where the ledger keeps the tag, with the intent written down first and what came of
   * it read back.
   *
   * @param lifts the exceptions that let it pass, empty where it needs none
   * @param restores whether it brings back what the ledger says the tag must be
   * @param warnings the protections that would refuse it if they did not only warn, by place
   */
  record Forward(List<Lift> lifts, boolean restores, List<Rule> warnings) implements TagJudgement {
    /** Copies the lists. */
    public Forward {
      lifts = List.copyOf(lifts);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Refuse it.
   *
   * @param refusal why, for the client
   * @param hold what the tag was found to be although the ledger had no row for it: to be held from
   *     now on
   * @param drift what the registry has instead of what the ledger says, to be reported
   */
  record Refuse(Refusal refusal, Optional<Digest> hold, Optional<Drift> drift)
      implements TagJudgement {}

  /** An earlier write of the tag has to be resolved by reading back, then ask again. */
  record ResolvePending() implements TagJudgement {}

  /**
   * It cannot be told, so it is refused for now.
   *
   * @param cause what is missing, one line
   */
  record Undecidable(String cause) implements TagJudgement {}

  /**
   * A protected tag that is not what it must be: somebody reached the registry by another way.
   *
   * @param expected what the ledger says
   * @param found what the registry has, empty if the tag is gone
   */
  record Drift(Digest expected, Optional<Digest> found) {}
}
