package dev.portwrit.cli;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.language.RequiredAdmins;
import dev.portwrit.ownership.Administrators;
import dev.portwrit.policy.Settings.GuardrailUse;
import dev.portwrit.policy.Workspace;
import dev.portwrit.review.AccountChanges;
import dev.portwrit.review.GovernanceChanges;
import dev.portwrit.review.SelfGrants;
import dev.portwrit.source.BranchChange;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.GitHistory;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SourceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.cli.Option;

/**
 * The change that is checked, and the branch that it is for. What restrains it is taken from that
 * branch, so that no change lets itself pass.
 *
 * @param tip the newest commit of the branch
 * @param base its policies
 * @param commits what the change is made of, all of it after the base
 */
record CheckedChange(CommitInfo tip, PolicyIndex base, List<CommitInfo> commits) {
  private static final String BASE = "base";
  private static final String SELF_GRANT = "self-grant";
  private static final String AUTHOR = "author";

  /** Options that may be there more than once. */
  static final Set<String> REPEATABLE = Set.of(AUTHOR);

  CheckedChange {
    commits = List.copyOf(commits);
  }

  static List<Option> options() {
    return List.of(
        CommonOptions.value(
            null, BASE, "COMMIT", "the branch that a change is for, whose settings restrain it"),
        CommonOptions.flag(null, SELF_GRANT, "find what the authors of the change gain by it"),
        CommonOptions.value(
            null,
            AUTHOR,
            "WHO",
            "who proposes it besides: user:NAME, github:NAME or gitlab:NAME; may be repeated"));
  }

  /** Reads what {@code --base} names; empty without it. */
  static Optional<CheckedChange> read(Invocation invocation, PolicySource source) throws Failure {
    Optional<String> name = invocation.value(BASE);
    if (name.isEmpty()) {
      for (String option : List.of(SELF_GRANT, AUTHOR)) {
        if (invocation.has(option)) {
          throw Failure.wrong(
              "`--" + option + "` goes with `--base`",
              "name the branch that the change is for, such as `--base refs/remotes/origin/main`");
        }
      }
      return Optional.empty();
    }
    try {
      return Optional.of(read(invocation, source, name.get()));
    } catch (SourceException e) {
      throw WorkspaceReader.failure(e);
    }
  }

  private static CheckedChange read(Invocation invocation, PolicySource source, String name)
      throws Failure, SourceException {
    Optional<GitHistory> history = source.history();
    if (history.isEmpty()) {
      throw Failure.wrong(
          "`--base` is about commits, and `" + source.origin() + "` is a plain folder",
          "leave it out, or put the policies into Git");
    }
    Optional<String> at = invocation.value(CommonOptions.AT);
    if (at.isEmpty() && source.hasUncommittedPolicy()) {
      throw Failure.wrong(
          "there is policy in `" + source.origin() + "` that is not committed, and so nobody's",
          "commit it first, or name a commit with `--at`");
    }
    Revision head = at.map(Revision::parse).orElse(Revision.CURRENT);
    CommitInfo base = history.get().resolve(Revision.parse(name));
    CommitInfo tip = history.get().resolve(head);
    BranchChange change = history.get().changeSince(base.id(), tip.id());
    // Otherwise the author would choose the state that the change is held against, and what was
    // taken away since could come back by a merge that nobody looked at.
    if (!change.isUpToDate()) {
      throw Failure.undetermined(
          "the change does not have all that "
              + Printable.quote(name)
              + " has: what a merge of both would be is not known",
          "bring it up to date: merge " + Printable.quote(name) + " into it, or rebase it");
    }
    List<String> moved = history.get().movedFolders(base.id(), tip.id());
    if (!moved.isEmpty()) {
      throw Failure.wrong(
          "by the change "
              + Printable.quote(moved.get(0))
              + " leads to another folder, so that what was there before could not be seen",
          "leave the folder as it is; name a workspace elsewhere with `-C`");
    }
    return new CheckedChange(base, index(invocation, source, base.id()), change.commits());
  }

  private static PolicyIndex index(Invocation invocation, PolicySource source, String commit)
      throws Failure, SourceException {
    CompiledState state =
        WorkspaceReader.compiled(
            source, new Revision.Named(commit), WorkspaceReader.cache(invocation));
    if (state.tree().compilation().workspace().isEmpty()) {
      throw Failure.undetermined(
          "the base of the change, commit " + commit + ", does not compile",
          "mend it first; `portwrit check --at " + commit + "` shows what is wrong");
    }
    return PolicyOpener.index(invocation.console(), state.tree().compilation());
  }

  /** The guardrails that are in force for the change. */
  List<GuardrailUse> guardrails() {
    return base.workspace().settings().guardrails();
  }

  /** The admins of the branch who would not administer everything any more. */
  List<Diagnostic> missingAdmins(Workspace workspace) {
    return RequiredAdmins.missing(base.workspace().settings().admins(), workspace);
  }

  /** What its authors gain by it, where that is asked. */
  List<Diagnostic> selfGrants(Invocation invocation, Workspace workspace, Instant now)
      throws Failure {
    if (!invocation.has(SELF_GRANT)) {
      return List.of();
    }
    PolicyIndex head = PolicyIndex.of(workspace);
    ChangeAuthors authors = new ChangeAuthors(base, head);
    for (String name : invocation.values(AUTHOR)) {
      authors.add(name);
    }
    commits.forEach(authors::add);
    List<Diagnostic> problems = new ArrayList<>(authors.unknown());
    problems.addAll(SelfGrants.of(base, head, authors.users(), now));
    List<Diagnostic> guarded = new ArrayList<>(AccountChanges.of(base, head));
    guarded.addAll(GovernanceChanges.of(base.workspace(), workspace).findings());
    if (!guarded.isEmpty() && !areAdmins(authors)) {
      problems.addAll(guarded);
    }
    return problems;
  }

  /** Whether it is certain that all of them may say who is who, and what restrains a change. */
  private boolean areAdmins(ChangeAuthors authors) {
    return authors.unknown().isEmpty()
        && !authors.users().isEmpty()
        && Administrators.of(base).containsAll(authors.users());
  }
}
