package dev.portwrit.cli;

import dev.portwrit.apply.RunRecords;
import dev.portwrit.audit.Evidence;
import dev.portwrit.audit.ForceRecord;
import dev.portwrit.audit.LiveEvidence;
import dev.portwrit.audit.UseLog;
import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.gateway.decisionlog.Head;
import dev.portwrit.plan.Survey;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.source.GitHistory;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what policies are held against: a live registry, and the records of who enforces them. */
final class EvidenceReading {
  static final String DECISION_LOG = "decision-log";

  // How a run says that it wrote nothing: what was enforced before still is.
  private static final List<String> WROTE_NOTHING = List.of("refused", "observed", "REFUSED");

  private final Invocation invocation;
  private final PolicySource source;
  private final Policy policy;
  private final ReportOrder order;

  EvidenceReading(Invocation invocation, PolicySource source, Policy policy, ReportOrder order) {
    this.invocation = invocation;
    this.source = source;
    this.policy = policy;
    this.order = order;
  }

  /** All that was asked for. */
  Evidence read() throws Failure {
    Optional<String> name = order.liveRegistry();
    List<ForceRecord> records = new ArrayList<>();
    Optional<UseLog> uses = Optional.empty();
    List<String> folders = invocation.values(DECISION_LOG);
    List<Optional<Head>> heads = NotedHeads.of(invocation.values(NotedHeads.HEAD), folders.size());
    if (!folders.isEmpty()) {
      DecisionLogReading said = logs(folders, heads);
      records.addAll(said.records());
      sayWhatCountsForNone(said);
      // Who did what is kept for what is made of it, and for nothing else.
      uses = Optional.of(said.uses()).filter(some -> order.isOfUses());
    }
    if (name.isEmpty()) {
      return new Evidence(Optional.empty(), records, uses);
    }
    Registry registry = AuditVerb.requireRegistry(name.get(), policy);
    records.addAll(runs(registry.name()));
    return new Evidence(Optional.of(live(invocation, policy, registry)), records, uses);
  }

  // Each gateway writes a log of its own.
  private DecisionLogReading logs(List<String> folders, List<Optional<Head>> heads) throws Failure {
    List<DecisionLogReading> each = new ArrayList<>();
    for (int i = 0; i < folders.size(); i++) {
      Path log = invocation.environment().directory().resolve(folders.get(i));
      each.add(DecisionLogReading.of(log, heads.get(i), policy.now()));
    }
    return DecisionLogReading.together(each);
  }

  private void sayWhatCountsForNone(DecisionLogReading said) {
    if (said.records().stream().anyMatch(one -> one.registry().isEmpty())
        && policy.index().workspace().registries().size() != 1) {
      invocation
          .console()
          .say(
              "the decision log does not say for which registry it enforced policies (an older"
                  + " gateway wrote it), and there is not just one: `in-force` is unknown by it");
    }
  }

  /** A registry as it is now; of one that does not answer nothing is known. */
  static LiveEvidence live(Invocation invocation, Policy policy, Registry registry) {
    Environment environment = invocation.environment();
    Instant readAt = environment.clock().instant();
    Optional<String> state = LiveReplay.state(invocation, policy);
    if (state.isPresent()) {
      invocation.console().say(LiveReplay.subject(registry.name(), state));
    }
    try (Survey survey =
        environment.registries().survey(registry, policy.index().workspace(), environment)) {
      LiveEvidence evidence =
          LiveEvidence.read(survey, registry, policy.index(), policy.now(), readAt);
      invocation.console().say(survey.calls().toString());
      return evidence;
    } catch (RegistryException e) {
      return LiveEvidence.unread(registry.name(), readAt, String.valueOf(e.getMessage()));
    } catch (Failure e) {
      return LiveEvidence.unread(registry.name(), readAt, e.message());
    }
  }

  private List<ForceRecord> runs(String registry) throws Failure {
    Optional<StatePlace> state = state(registry);
    if (state.isEmpty()) {
      return List.of();
    }
    try {
      List<ForceRecord> records = new ArrayList<>();
      for (RunRecords.Run run : state.get().runs()) {
        String outcome = run.outcome().orElse("");
        if (!WROTE_NOTHING.contains(outcome)) {
          records.add(
              new ForceRecord(
                  ForceRecord.APPLY,
                  Optional.of(registry),
                  run.commit(),
                  run.at(),
                  outcome.equals("CONVERGED")));
        }
      }
      return records;
    } catch (IOException e) {
      throw Failure.undetermined(
          "the records in `" + state.get() + "` cannot be read: " + IoReason.of(e),
          "mend them, or name another place with `--state`");
    }
  }

  private Optional<StatePlace> state(String registry) throws Failure {
    try {
      Optional<GitHistory> history = source.history();
      if (history.isEmpty() || !source.isFollowedByCommit()) {
        return Optional.empty();
      }
      String commit = history.get().resolve(Revision.CURRENT).id();
      String workspace = history.get().identity(commit);
      return Optional.of(LiveOptions.state(invocation, workspace, registry));
    } catch (SourceException e) {
      invocation.detail("no records of applying are looked for: " + e.getMessage());
      return Optional.empty();
    }
  }
}
