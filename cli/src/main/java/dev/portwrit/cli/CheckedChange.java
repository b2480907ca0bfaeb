package dev.portwrit.cli;

import dev.portwrit.cache.CompilationCache;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.diagnostic.Severity;
import dev.portwrit.language.RequiredAdmins;
import dev.portwrit.policy.CodeHost;
import dev.portwrit.policy.Settings.GuardrailUse;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.review.Authors;
import dev.portwrit.review.SelfGrants;
import dev.portwrit.source.BranchChange;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.GitHistory;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SourceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.cli.Option;

/**
 * The change that is checked, and the branch that it is for. What restrains it is taken from that
 * branch, so that no change lets itself pass.
 *
 * @param base the policies of the branch as they are
 * @param commits what the change is made of, all of it after the base
 */
record CheckedChange(PolicyIndex base, List<CommitInfo> commits) {
  private static final String BASE = "base";
  private static final String SELF_GRANT = "self-grant";
  private static final String AUTHOR = "author";

  CheckedChange {
    commits = List.copyOf(commits);
  }

  static List<Option> options() {
    return List.of(
        CommonOptions.value(
            null, BASE, "COMMIT", "the branch that a change is for, whose settings restrain it"),
        CommonOptions.flag(null, SELF_GRANT, "find what the authors of the change gain by it"),
        CommonOptions.value(
            null, AUTHOR, "WHO", "who proposes it besides: user:NAME, github:NAME or gitlab:NAME"));
  }

  /** Reads what {@code --base} names; empty without it. */
  static Optional<CheckedChange> read(Invocation invocation) throws Failure {
    Optional<String> name = invocation.value(BASE);
    if (name.isEmpty()) {
      for (String option : List.of(SELF_GRANT, AUTHOR)) {
        if (invocation.has(option)) {
          throw Failure.wrong(
              "`--" + option + "` goes with `--base`",
              "name the branch that the change is for, such as `--base origin/main`");
        }
      }
      return Optional.empty();
    }
    try (PolicySource source = WorkspaceReader.source(invocation)) {
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
    Revision head = at.map(Revision::parse).orElse(new Revision.Named("HEAD"));
    CommitInfo base = history.get().resolve(Revision.parse(name));
    BranchChange change = history.get().changeSince(base.id(), history.get().resolve(head).id());
    // Otherwise the author would choose the state that the change is held against, and what was
    // taken away since could come back by a merge that nobody looked at.
    if (!change.isUpToDate()) {
      throw Failure.undetermined(
          "the change does not have all that "
              + Printable.quote(name)
              + " has: what a merge of"
              + " both would be is not known",
          "bring it up to date: merge " + Printable.quote(name) + " into it, or rebase it");
    }
    return new CheckedChange(index(invocation, source, base.id()), change.commits());
  }

  private static PolicyIndex index(Invocation invocation, PolicySource source, String commit)
      throws Failure, SourceException {
    CompiledState state =
        WorkspaceReader.compiled(
            source,
            new Revision.Named(commit),
            () -> CompilationCache.ofProcess(invocation.environment().variables()));
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
    Authors known = new Authors(base.workspace(), base.memberships().individuals());
    NavigableSet<Subject.User> authors = new TreeSet<>();
    List<Diagnostic> problems = new ArrayList<>();
    Optional<String> named = invocation.value(AUTHOR);
    if (named.isPresent()) {
      Optional<Subject.User> user = named(named.get(), known);
      user.ifPresent(authors::add);
      if (user.isEmpty()) {
        problems.add(unknown(Printable.quote(named.get())));
      }
    }
    Set<String> strangers = new LinkedHashSet<>();
    for (CommitInfo commit : commits) {
      Optional<Subject.User> user = known.byEmail(commit.author().email());
      user.ifPresent(authors::add);
      if (user.isEmpty() && strangers.add(commit.author().email())) {
        problems.add(
            unknown(
                Printable.quote(commit.author().toString()) + " of commit " + commit.shortId()));
      }
    }
    problems.addAll(SelfGrants.of(base, PolicyIndex.of(workspace), authors, now));
    return problems;
  }

  private Optional<Subject.User> named(String text, Authors known) throws Failure {
    int colon = text.indexOf(':');
    Optional<CodeHost> host = CodeHost.of(text.substring(0, Math.max(0, colon)));
    if (host.isPresent()) {
      return known.byAccount(host.get(), text.substring(colon + 1));
    }
    Optional<Subject> subject = Subject.parse(text);
    if (subject.isEmpty() || !(subject.get() instanceof Subject.User user)) {
      throw Failure.wrong(
          "`--author` cannot be " + Printable.quote(text),
          "say `user:NAME`, `github:NAME` or `gitlab:NAME`");
    }
    return base.memberships().individuals().contains(user) ? Optional.of(user) : Optional.empty();
  }

  private static Diagnostic unknown(String who) {
    return new Diagnostic(
        Optional.empty(),
        Severity.ERROR,
        Code.AUTHOR_UNKNOWN,
        "author " + who + " is no user of the policies that the change is for",
        Optional.of("`accounts: {email: ADDRESS}` on the `user:` of that person says who it is"));
  }
}
