package dev.portwrit.gateway.inforce;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Settings;
import dev.portwrit.source.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says whether a state of the workspace may come into force. */
final class Judgement {
  private final PolicyCompiler compiler;
  private final List<ChangeCheck> checks;

  /** What was compiled last: a state that is refused is looked at again at every poll. */
  private @Nullable String compiledVersion;

  private Verdict compiled = new Verdict.Unfit("");

  Judgement(PolicyCompiler compiler, List<ChangeCheck> checks) {
    this.compiler = compiler;
    this.checks = checks;
  }

  /** Fit to be in force, or not and why. */
  sealed interface Verdict {
    record Fit(Proposal proposal) implements Verdict {}

    record Unfit(String cause) implements Verdict {}
  }

  /** Whether it can be used at all, whatever is demanded of changes. */
  Verdict compile(String version, Snapshot snapshot) {
    if (snapshot.hasErrors()) {
      return new Verdict.Unfit("it cannot be read: " + Problems.summary(snapshot.diagnostics()));
    }
    if (!version.equals(compiledVersion)) {
      compiledVersion = null;
      compiled = compiled(version, snapshot);
      compiledVersion = version;
    }
    return compiled;
  }

  private Verdict compiled(String version, Snapshot snapshot) {
    Compilation compilation = compiler.compile(snapshot.files());
    return compilation
        .workspace()
        .map(
            workspace ->
                (Verdict)
                    new Verdict.Fit(new Proposal(version, snapshot, PolicyIndex.of(workspace))))
        .orElseGet(
            () ->
                new Verdict.Unfit(
                    "it does not compile: " + Problems.summary(compilation.problems())));
  }

  /**
   * Whether it may follow what is in force.
   *
   * @param restraints what the policy in force demands; empty for the first, which is held against
   *     its own
   */
  Verdict judge(String version, Snapshot snapshot, Optional<Settings> restraints, Instant now) {
    Verdict verdict = compile(version, snapshot);
    if (!(verdict instanceof Verdict.Fit fit)) {
      return verdict;
    }
    Settings demands = restraints.orElseGet(() -> fit.proposal().index().workspace().settings());
    List<String> objections = new ArrayList<>();
    for (ChangeCheck check : checks) {
      objections.addAll(objections(check, demands, fit.proposal(), now));
    }
    return objections.isEmpty() ? fit : new Verdict.Unfit(Problems.summaryOfLines(objections));
  }

  /** A check that fails has not found the change harmless. */
  private static List<String> objections(
      ChangeCheck check, Settings demands, Proposal proposal, Instant now) {
    try {
      return check.objections(demands, proposal, now);
    } catch (RuntimeException failed) {
      return List.of("a check of the change failed: " + failed.getMessage());
    }
  }
}
