package dev.portwrit.gateway.write;

import dev.portwrit.decision.Decision;
import dev.portwrit.decision.Rule;
import dev.portwrit.gateway.decisionlog.DecisionLogException;
import dev.portwrit.gateway.decisionlog.DecisionRecord;
import dev.portwrit.gateway.decisionlog.DecisionRecord.Outcome;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what was decided of one request. */
final class Decisions {
  private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);

  private final DecisionSink sink;
  private final Subject caller;
  private final RepositoryName repository;
  private final String policyVersion;

  Decisions(DecisionSink sink, Subject caller, RepositoryName repository, String policyVersion) {
    this.sink = sink;
    this.caller = caller;
    this.repository = repository;
    this.policyVersion = policyVersion;
  }

  /** What a request is about. */
  record Matter(Action action, List<Tag> tags, Optional<Digest> digest) {}

  /**
   * An allow, which is durable when this returns; a request is forwarded only then.
   *
   * @param role the decision on the role, which is an allow
   */
  void allow(Matter matter, Decision role, List<Rule> warnings, Optional<String> remark)
      throws UndecidedException {
    Optional<Rule> rule =
        role instanceof Decision.Allowed allowed ? Optional.of(allowed.rule()) : Optional.empty();
    try {
      sink.append(record(matter, Outcome.ALLOW, rule, warnings, remark));
    } catch (DecisionLogException e) {
      LOG.error("a write is refused because it cannot be logged: {}", e.getMessage());
      throw new UndecidedException("the decision cannot be logged");
    }
  }

  void deny(Matter matter, Optional<Rule> rule, Optional<String> remark) {
    refusal(record(matter, Outcome.DENY, rule, List.of(), remark));
  }

  void undecided(Matter matter, String cause) {
    refusal(record(matter, Outcome.INDETERMINATE, Optional.empty(), List.of(), Optional.of(cause)));
  }

  /** What is refused is refused, also if that cannot be logged. */
  private void refusal(DecisionRecord decision) {
    try {
      sink.append(decision);
    } catch (DecisionLogException e) {
      LOG.error("a refusal cannot be logged: {}", e.getMessage());
    }
  }

  private DecisionRecord record(
      Matter matter,
      Outcome outcome,
      Optional<Rule> rule,
      List<Rule> warnings,
      Optional<String> remark) {
    return new DecisionRecord(
        caller,
        matter.action().toString(),
        Optional.of(repository),
        matter.tags(),
        matter.digest(),
        outcome,
        rule,
        warnings,
        remark,
        policyVersion);
  }
}
