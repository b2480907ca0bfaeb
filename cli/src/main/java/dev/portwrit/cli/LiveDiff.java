package dev.portwrit.cli;

import dev.portwrit.audit.LiveDifference;
import dev.portwrit.audit.LiveEvidence;
import dev.portwrit.policy.Registry;

/**
 * Policy beside a live registry, for {@code diff}.
 *
 * @param registry the name of the registry
 * @param policy what was asked
 * @param difference in what the two differ
 */
record LiveDiff(String registry, Policy policy, LiveDifference difference) {
  /** Reads policy and what the registry allows. */
  static LiveDiff read(Invocation invocation) throws Failure {
    String name = LiveOptions.registry(invocation, "diff");
    Policy policy = PolicyOpener.open(invocation);
    Registry registry = AuditVerb.requireRegistry(name, policy);
    LiveEvidence evidence = EvidenceReading.live(invocation, policy, registry);
    return new LiveDiff(
        name, policy, LiveDifference.of(evidence, registry, policy.index(), policy.now()));
  }

  void print(Invocation invocation) throws Failure {
    Console console = invocation.console();
    if (invocation.format().equals("json")) {
      DiffVerb.writeJson(console, out -> LiveDiffJson.write(out, registry, difference));
    } else if (invocation.format().equals("markdown")) {
      new LiveDiffMarkdown(difference, LiveReplay.of(invocation, registry, policy)).print(console);
    } else {
      new LiveDiffText(difference, LiveReplay.of(invocation, registry, policy)).print(console);
    }
  }
}
