package dev.portwrit.cli;

import dev.portwrit.apply.AppliedCommit;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.plan.PlanRequest;
import dev.portwrit.plan.Refusal;
import dev.portwrit.plan.Restraints;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Settings.SigningKey;
import dev.portwrit.policy.Workspace;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.CommittedState;
import dev.portwrit.source.GitHistory;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SignatureVerdict;
import dev.portwrit.source.SigningKeys;
import dev.portwrit.source.SourceException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A commit of the policies, one of its registries, and what was applied to that before: what {@code
 * plan}, {@code apply}, {@code sync} and {@code drift} begin with.
 *
 * @param origin where the workspace lies: a folder or a URL
 * @param request what shall be
 * @param objections what is against the commit, whatever it would do
 * @param state where the state of the registry lies
 * @param appliedAt when a commit was applied last; empty if none was
 */
record LiveWork(
    String origin,
    PlanRequest request,
    List<Refusal> objections,
    StatePlace state,
    Optional<Instant> appliedAt) {
  LiveWork {
    objections = List.copyOf(objections);
  }

  /** Opens what the options name. */
  static LiveWork open(Invocation invocation, String verb) throws Failure {
    String name = LiveOptions.registry(invocation, verb);
    try (PolicySource source = WorkspaceReader.source(invocation)) {
      GitHistory history = history(source, verb);
      Optional<String> at = invocation.value(CommonOptions.AT);
      if (at.isEmpty() && source.hasUncommittedPolicy()) {
        throw Failure.wrong(
            "there is policy in `" + source.origin() + "` that is not committed",
            "commit it first, or name a commit with `--at`");
      }
      Revision revision = at.map(Revision::parse).orElse(Revision.CURRENT);
      Optional<CommittedState> found = WorkspaceReader.find(invocation, source, revision);
      CommitInfo commit = found.isPresent() ? found.get().commit() : history.resolve(revision);
      return of(invocation, source, history, commit.id(), name);
    } catch (SourceException e) {
      throw WorkspaceReader.failure(e);
    }
  }

  private static GitHistory history(PolicySource source, String verb)
      throws Failure, SourceException {
    Optional<GitHistory> history = source.history();
    if (history.isEmpty() || !source.isFollowedByCommit()) {
      throw Failure.wrong(
          "`" + verb + "` works on commits, and `" + source.origin() + "` is a plain folder",
          "put the policies into Git: `git init`, `git add`, `git commit`");
    }
    return history.get();
  }

  private static LiveWork of(
      Invocation invocation, PolicySource source, GitHistory history, String commit, String name)
      throws Failure, SourceException {
    PolicyIndex index = compiled(invocation, source, commit);
    Registry registry = registry(index, name);
    String workspace = history.identity(commit);
    StatePlace state = LiveOptions.state(invocation, workspace, name);
    Optional<AppliedCommit> last = lastApplied(state);
    Optional<PlanRequest.Applied> applied = applied(invocation, source, state, last);
    // Whatever is asked about, what has expired by now is not given any more.
    Instant now = invocation.now().orElseGet(() -> invocation.environment().clock().instant());
    PlanRequest request =
        new PlanRequest(
            workspace,
            commit,
            registry,
            index,
            applied,
            restraints(applied, index.workspace(), name),
            now);
    return new LiveWork(
        source.origin(), request, objections(request, history), state, last.map(AppliedCommit::at));
  }

  private static Registry registry(PolicyIndex index, String name) throws Failure {
    return AuditVerb.requireRegistry(name, new Policy(index, Instant.EPOCH, Optional.empty()));
  }

  private static Restraints restraints(
      Optional<PlanRequest.Applied> applied, Workspace commit, String registry) {
    return applied
        .map(one -> Restraints.after(one.index().workspace(), commit, registry))
        .orElseGet(() -> Restraints.atFirstContact(commit, registry));
  }

  private static Optional<AppliedCommit> lastApplied(StatePlace state) throws Failure {
    try {
      return state.applied();
    } catch (IOException e) {
      throw Failure.undetermined(
          "the state in `" + state + "` cannot be read: " + IoReason.of(e),
          "mend it, or name another with `--state`");
    }
  }

  private static Optional<PlanRequest.Applied> applied(
      Invocation invocation, PolicySource source, StatePlace state, Optional<AppliedCommit> applied)
      throws Failure, SourceException {
    if (applied.isEmpty()) {
      return Optional.empty();
    }
    String commit = applied.get().id();
    try {
      return Optional.of(new PlanRequest.Applied(commit, compiled(invocation, source, commit)));
    } catch (SourceException e) {
      throw Failure.undetermined(
          "commit " + commit + ", which was applied last, cannot be read: " + e.getMessage(),
          "fetch it; where history was rewritten, remove "
              + state.applying()
              + ": the registry is then met for the first time");
    }
  }

  private static PolicyIndex compiled(Invocation invocation, PolicySource source, String commit)
      throws Failure, SourceException {
    CompiledState state =
        WorkspaceReader.compiled(source, Revision.parse(commit), WorkspaceReader.cache(invocation));
    return PolicyOpener.index(invocation.console(), state.tree().compilation());
  }

  private static List<Refusal> objections(PlanRequest request, GitHistory history)
      throws SourceException {
    List<Refusal> objections = new ArrayList<>();
    List<SigningKey> keys = request.restraints().requireSigned();
    if (!keys.isEmpty()) {
      SignatureVerdict verdict =
          history.signature(
              request.commit(),
              SigningKeys.of(keys.stream().map(SigningKey::text).toList()),
              request.now());
      if (verdict instanceof SignatureVerdict.Refused refused) {
        objections.add(
            new Refusal(
                Refusal.Kind.SIGNATURE,
                "commit " + request.commit() + " may not be applied: " + refused.cause(),
                "`require-signed` of the commit that was applied last lists the keys that may"
                    + " sign"));
      }
    }
    Optional<String> base = request.applied().map(PlanRequest.Applied::commit);
    if (base.isPresent() && !history.isDescendant(request.commit(), base.get())) {
      objections.add(
          new Refusal(
              Refusal.Kind.HISTORY,
              "commit "
                  + request.commit()
                  + " does not come after "
                  + base.get()
                  + ", which was applied last",
              "apply a commit that does, such as a revert; if this is meant, `--override"
                  + " history=` and the plan's digest"));
    }
    return objections;
  }
}
