package dev.portwrit.gateway.gate;

import dev.portwrit.decision.Rule;
import dev.portwrit.gateway.decisionlog.DecisionLog;
import dev.portwrit.gateway.decisionlog.DecisionLogException;
import dev.portwrit.gateway.decisionlog.DecisionRecord;
import dev.portwrit.gateway.decisionlog.DecisionRecord.Outcome;
import dev.portwrit.gateway.decisionlog.LogRecord;
import dev.portwrit.gateway.gate.Gate.Passage;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.List;
import java.util.Optional;

/** Writes down what the gate decided. */
public final class DecisionRecords {
  /**
   * What was asked for.
   *
   * @param operation a lower-case word, such as {@code pull}
   * @param repository where
   * @param tags which tags, if any
   * @param digest which content, if that is known
   */
  public record Matter(
      String operation, RepositoryName repository, List<Tag> tags, Optional<Digest> digest) {}

  /** Where decisions are written down. */
  public interface Log {
    /** As {@code DecisionLog}: before it returns, or not at all. */
    void append(LogRecord decision) throws DecisionLogException;

    /** As {@code DecisionLog}: soon, or counted. */
    void note(LogRecord decision);

    /** The log of a gateway. */
    static Log of(DecisionLog log) {
      return new Log() {
        @Override
        public void append(LogRecord decision) throws DecisionLogException {
          log.append(decision);
        }

        @Override
        public void note(LogRecord decision) {
          log.note(decision);
        }
      };
    }
  }

  private final Log log;

  /** Written there. */
  public DecisionRecords(Log log) {
    this.log = log;
  }

  /** Writes soon, or counts that it could not. */
  public void note(Subject caller, Matter matter, Passage passage) {
    of(caller, matter, passage).ifPresent(log::note);
  }

  /**
   * Writes before it returns.
   *
   * @throws DecisionLogException if it cannot; what waits for it is refused
   */
  public void append(Subject caller, Matter matter, Passage passage) throws DecisionLogException {
    Optional<DecisionRecord> decision = of(caller, matter, passage);
    if (decision.isPresent()) {
      log.append(decision.get());
    }
  }

  private static Optional<DecisionRecord> of(Subject caller, Matter matter, Passage passage) {
    if (passage instanceof Passage.Open open) {
      return Optional.of(
          record(
              caller,
              matter,
              Outcome.ALLOW,
              Optional.of(open.rule()),
              Optional.empty(),
              open.policyVersion()));
    }
    if (passage instanceof Passage.Denied denied) {
      Optional<String> cause =
          denied.rule().isPresent()
              ? Optional.empty()
              : Optional.of("not one of the registry's repositories");
      return Optional.of(
          record(caller, matter, Outcome.DENY, denied.rule(), cause, denied.policyVersion()));
    }
    if (passage instanceof Passage.Undecided undecided) {
      return Optional.of(
          record(
              caller,
              matter,
              Outcome.INDETERMINATE,
              Optional.empty(),
              Optional.of(undecided.cause()),
              undecided.policyVersion()));
    }
    // A challenge decides nothing: the client comes again with another token.
    return Optional.empty();
  }

  private static DecisionRecord record(
      Subject caller,
      Matter matter,
      Outcome outcome,
      Optional<Rule> rule,
      Optional<String> cause,
      String commit) {
    return new DecisionRecord(
        caller,
        matter.operation(),
        Optional.of(matter.repository()),
        matter.tags(),
        matter.digest(),
        outcome,
        rule,
        List.of(),
        cause,
        commit);
  }
}
