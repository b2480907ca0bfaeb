package dev.portwrit.gateway.inforce;

import dev.portwrit.gateway.inforce.Judgement.Verdict;
import dev.portwrit.policy.Settings;
import dev.portwrit.source.FolderWatch;
import dev.portwrit.source.Revision;
import dev.portwrit.source.Snapshot;
import dev.portwrit.source.SourceException;
import java.io.IOException;
import java.util.Optional;

/** Reads a plain folder again when it changes. */
final class FolderFollower implements Follower {
  /** Two scans in a row agree at once unless somebody is writing just now. */
  private static final int FIRST_SCANS = 50;

  private final FolderWatch watch;
  private final AcceptedCommitStore store;
  private final FollowSettings settings;
  private final Judgement judgement;
  private final Standing standing;
  private Optional<Snapshot> unfit = Optional.empty();

  FolderFollower(
      FolderWatch watch,
      AcceptedCommitStore store,
      FollowSettings settings,
      Judgement judgement,
      Standing standing) {
    this.watch = watch;
    this.store = store;
    this.settings = settings;
    this.judgement = judgement;
    this.standing = standing;
  }

  @Override
  public void start() throws NotInForceException {
    requireNoCommit();
    Snapshot snapshot = first();
    Verdict verdict = judge(snapshot, Optional.empty());
    if (verdict instanceof Verdict.Unfit unfit) {
      throw new NotInForceException(
          "the workspace cannot come into force: " + unfit.cause(),
          "`portwrit check` shows every problem",
          null);
    }
    enforce(((Verdict.Fit) verdict).proposal(), PolicyEvents.Reason.FIRST);
    standing.looked();
  }

  /** A gateway that followed commits must not be led back to whatever lies in a folder. */
  private void requireNoCommit() throws NotInForceException {
    try {
      Optional<AcceptedCommit> stored = store.read();
      if (stored.isPresent()) {
        throw new NotInForceException(
            "commit " + stored.get().id() + " was accepted before, and a plain folder has none",
            "name the repository; or take another ledger to begin anew",
            null);
      }
    } catch (IOException unreadable) {
      throw new NotInForceException(
          "the accepted commit cannot be read: " + unreadable.getMessage(),
          "see who may read beside the ledger",
          unreadable);
    }
    if (!settings.revision().equals(Revision.CURRENT)) {
      throw new NotInForceException(
          "a plain folder has no earlier state", "leave out `--at`, or name a repository", null);
    }
    if (settings.accept().isPresent()) {
      throw new NotInForceException(
          "a plain folder has no commit to accept", "leave out `--accept`", null);
    }
  }

  private Snapshot first() throws NotInForceException {
    try {
      for (int scan = 0; scan < FIRST_SCANS; scan++) {
        Optional<Snapshot> settled = watch.poll();
        if (settled.isPresent()) {
          return settled.get();
        }
      }
    } catch (SourceException problem) {
      throw new NotInForceException(
          String.valueOf(problem.getMessage()), problem.help().orElse(null), problem);
    }
    throw new NotInForceException(
        "the workspace keeps changing while it is read", "try again when it is at rest", null);
  }

  @Override
  public void poll() {
    try {
      Optional<Snapshot> settled = watch.poll();
      standing.looked();
      // What was refused is judged again: what restrains it may depend on time.
      settled.or(() -> unfit).ifPresent(this::consider);
    } catch (SourceException problem) {
      standing.troubled(String.valueOf(problem.getMessage()));
    }
  }

  private void consider(Snapshot snapshot) {
    if (version(snapshot).equals(standing.current().version())) {
      unfit = Optional.empty();
      standing.confirm();
      return;
    }
    Verdict verdict = judge(snapshot, Optional.of(standing.current().settings()));
    if (verdict instanceof Verdict.Fit fit) {
      unfit = Optional.empty();
      enforce(fit.proposal(), PolicyEvents.Reason.FOLLOWING);
    } else {
      unfit = Optional.of(snapshot);
      standing.refuse(version(snapshot), ((Verdict.Unfit) verdict).cause());
    }
  }

  private Verdict judge(Snapshot snapshot, Optional<Settings> restraints) {
    return judgement.judge(version(snapshot), snapshot, restraints, standing.now());
  }

  private void enforce(Proposal proposal, PolicyEvents.Reason reason) {
    standing.accept(
        new AcceptedPolicy(proposal.version(), Optional.empty(), proposal.index(), standing.now()),
        reason);
  }

  private static String version(Snapshot snapshot) {
    return "folder:" + snapshot.fingerprint().substring(0, 12);
  }
}
