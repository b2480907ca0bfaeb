package dev.portwrit.gateway.inforce;

import dev.portwrit.gateway.inforce.Judgement.Verdict;
import dev.portwrit.policy.Settings;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.GitHistory;
import dev.portwrit.source.Revision;
import dev.portwrit.source.Snapshot;
import dev.portwrit.source.SourceException;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Follows a branch: forward only, and only to commits that the one in force has nothing against.
 */
final class CommitFollower implements Follower {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,40}");

  private final GitHistory history;
  private final AcceptedCommitStore store;
  private final FollowSettings settings;
  private final Judgement judgement;
  private final Standing standing;
  private Optional<String> byOperator = Optional.empty();

  CommitFollower(
      GitHistory history,
      AcceptedCommitStore store,
      FollowSettings settings,
      Judgement judgement,
      Standing standing) {
    this.history = history;
    this.store = store;
    this.settings = settings;
    this.judgement = judgement;
    this.standing = standing;
  }

  @Override
  public void start() throws NotInForceException {
    try {
      Optional<AcceptedCommit> stored = store.read();
      byOperator = stored.flatMap(AcceptedCommit::byOperator);
      Optional<String> named = settings.accept();
      if (named.isPresent() && !wasAcceptedBefore(named.get())) {
        acceptByOperator(named.get());
      } else if (stored.isPresent()) {
        restore(stored.get());
      } else {
        acceptFirst();
      }
    } catch (IOException unreadable) {
      throw new NotInForceException(
          "the accepted commit cannot be read or written: " + unreadable.getMessage(),
          "see who may read and write beside the ledger",
          unreadable);
    } catch (SourceException problem) {
      throw new NotInForceException(
          String.valueOf(problem.getMessage()), problem.help().orElse(null), problem);
    }
    poll();
  }

  private boolean wasAcceptedBefore(String named) throws NotInForceException {
    if (!COMMIT.matcher(named).matches()) {
      throw new NotInForceException(
          "`" + named + "` is not a commit", "`--accept` takes 7 to 40 hexadecimal digits", null);
    }
    return byOperator.filter(id -> id.startsWith(named)).isPresent();
  }

  private void acceptByOperator(String named)
      throws NotInForceException, SourceException, IOException {
    CommitInfo commit = history.resolve(new Revision.Named(named));
    Proposal proposal = fit(judgement.compile(commit.id(), history.read(commit)), commit.id());
    byOperator = Optional.of(commit.id());
    enforce(proposal, commit, PolicyEvents.Reason.OPERATOR);
    standing.looked();
  }

  private void acceptFirst() throws NotInForceException, SourceException, IOException {
    history.fetch();
    CommitInfo tip = history.resolve(settings.revision());
    Verdict verdict =
        judgement.judge(tip.id(), history.read(tip), Optional.empty(), standing.now());
    enforce(fit(verdict, tip.id()), tip, PolicyEvents.Reason.FIRST);
    standing.looked();
  }

  /** The commit that was in force is so again, the remote may answer or not. */
  private void restore(AcceptedCommit stored)
      throws NotInForceException, SourceException, IOException {
    Optional<Snapshot> held = history.readHeld(stored.id());
    if (held.isEmpty()) {
      history.fetch();
      held = history.readHeld(stored.id());
    }
    if (held.isEmpty()) {
      throw new NotInForceException(
          "the accepted commit " + stored.id() + " is not in the repository any more",
          "bring it back, or name another one with `--accept`",
          null);
    }
    Snapshot snapshot = held.get();
    Proposal proposal = fit(judgement.compile(stored.id(), snapshot), stored.id());
    standing.lookedAt(stored.acceptedAt());
    standing.accept(
        new AcceptedPolicy(stored.id(), snapshot.commit(), proposal.index(), stored.acceptedAt()),
        PolicyEvents.Reason.RESTART);
  }

  private static Proposal fit(Verdict verdict, String version) throws NotInForceException {
    if (verdict instanceof Verdict.Fit fit) {
      return fit.proposal();
    }
    throw new NotInForceException(
        "commit " + version + " cannot come into force: " + ((Verdict.Unfit) verdict).cause(),
        "`portwrit check --at " + version + "` shows every problem",
        null);
  }

  @Override
  public void poll() {
    CommitInfo tip;
    try {
      history.fetch();
      tip = history.resolve(settings.revision());
    } catch (SourceException gone) {
      standing.troubled(String.valueOf(gone.getMessage()));
      return;
    }
    standing.looked();
    if (tip.id().equals(standing.current().version())) {
      standing.confirm();
      return;
    }
    try {
      follow(tip);
    } catch (SourceException problem) {
      standing.refuse(tip.id(), String.valueOf(problem.getMessage()));
    } catch (IOException unwritable) {
      standing.refuse(tip.id(), "it cannot be written down: " + unwritable.getMessage());
    }
  }

  private void follow(CommitInfo tip) throws SourceException, IOException {
    AcceptedPolicy current = standing.current();
    if (!history.isDescendant(tip.id(), current.version())) {
      standing.refuse(tip.id(), "it does not descend from the commit in force");
      return;
    }
    Optional<Settings> restraints = Optional.of(current.settings());
    Verdict verdict = judgement.judge(tip.id(), history.read(tip), restraints, standing.now());
    if (verdict instanceof Verdict.Fit fit) {
      enforce(fit.proposal(), tip, PolicyEvents.Reason.FOLLOWING);
    } else {
      standing.refuse(tip.id(), ((Verdict.Unfit) verdict).cause());
    }
  }

  /** Durable first: what decided once is what a restart comes back to. */
  private void enforce(Proposal proposal, CommitInfo commit, PolicyEvents.Reason reason)
      throws SourceException, IOException {
    AcceptedPolicy policy =
        new AcceptedPolicy(commit.id(), Optional.of(commit), proposal.index(), standing.now());
    history.keep(commit.id());
    store.write(new AcceptedCommit(commit.id(), policy.acceptedAt(), byOperator));
    standing.accept(policy, reason);
  }
}
