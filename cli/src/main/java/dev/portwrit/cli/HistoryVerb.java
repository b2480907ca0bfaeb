package dev.portwrit.cli;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.history.AnswerHistory;
import dev.portwrit.history.PastPolicies;
import dev.portwrit.history.Timeline;
import dev.portwrit.policy.Settings.SigningKey;
import dev.portwrit.source.BranchLine;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.CommittedState;
import dev.portwrit.source.GitHistory;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SigningKeys;
import dev.portwrit.source.SourceException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code history}: the commits that changed the answer to one question. */
final class HistoryVerb implements Verb {
  @Override
  public String name() {
    return "history";
  }

  @Override
  public String operands() {
    return "SUBJECT ACTION REPOSITORY[:TAG]";
  }

  @Override
  public String summary() {
    return "list the commits that changed the answer, and who made them";
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    List<String> words = invocation.operands(3);
    Revision revision = WorkspaceReader.revision(invocation);
    try (PolicySource source = WorkspaceReader.source(invocation)) {
      GitHistory git = history(source);
      CommitInfo tip = tip(invocation, source, git, revision);
      BranchLine line = git.branchLine(new Revision.Named(tip.id()));
      Question question =
          QuestionText.question(
              words.get(0), words.get(1), words.get(2), end(invocation, revision, tip));
      PastCommits policies = PastCommits.of(invocation, source, true);
      requireCompiling(tip, policies.at(tip));
      Timeline timeline = AnswerHistory.of(git, line, policies, question);
      timeline.passedOver().forEach(one -> invocation.console().warning(DatedState.told(one)));
      Signers signers = signers(git, policies.at(tip), question.now());
      HistoryText text = new HistoryText(question, timeline, signers.of(timeline.turns()));
      if (invocation.format().equals("json")) {
        invocation.console().print(text.json());
      } else {
        text.print(invocation.console());
      }
      return timeline.isComplete() ? ExitCode.YES : ExitCode.UNDETERMINED;
    } catch (SourceException e) {
      throw WorkspaceReader.failure(e);
    }
  }

  // The files of a folder have no place in a history: it is that of the commit they come after.
  private static CommitInfo tip(
      Invocation invocation, PolicySource source, GitHistory git, Revision revision)
      throws Failure, SourceException {
    Optional<CommittedState> found = WorkspaceReader.find(invocation, source, revision);
    return found.isPresent() ? found.get().commit() : git.resolve(revision);
  }

  private static void requireCompiling(CommitInfo tip, PastPolicies.Past past) throws Failure {
    if (past instanceof PastPolicies.Past.Broken broken) {
      throw Failure.wrong(
          "commit " + tip.shortId() + " has no answer: " + broken.cause(),
          "ask about a date, or name a commit that compiles with `--at`");
    }
  }

  private static GitHistory history(PolicySource source) throws Failure, SourceException {
    Optional<GitHistory> git = source.history();
    if (git.isEmpty() || !source.isFollowedByCommit()) {
      throw Failure.wrong(
          "`" + source.origin() + "` is a plain folder: it has no history",
          "put the policies into Git, or name a repository with `-C`");
    }
    return git.get();
  }

  // What expires after it is not of the past that is asked about.
  private static Instant end(Invocation invocation, Revision revision, CommitInfo tip)
      throws Failure {
    Optional<Instant> now = invocation.now();
    if (now.isPresent()) {
      return now.get();
    }
    if (revision instanceof Revision.AsOf date) {
      return date.last();
    }
    return invocation.has(CommonOptions.AT)
        ? tip.time()
        : invocation.environment().clock().instant();
  }

  // The keys of the newest policies: who could sign once may not be known any more.
  private static Signers signers(GitHistory git, PastPolicies.Past newest, Instant now) {
    List<String> keys =
        newest instanceof PastPolicies.Past.Present present ? keys(present.index()) : List.of();
    return new Signers(git, SigningKeys.of(keys), now);
  }

  private static List<String> keys(PolicyIndex index) {
    return index.workspace().settings().requireSigned().stream().map(SigningKey::text).toList();
  }
}
