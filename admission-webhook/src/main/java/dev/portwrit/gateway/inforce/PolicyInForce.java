package dev.portwrit.gateway.inforce;

import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.source.GitHistory;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.SourceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The policy that decides now. Any number of threads ask for it; one looks for newer states, by
 * calling {@link #pollOnce()}.
 */
public final class PolicyInForce {
  private final Standing standing;
  private final Follower follower;

  private PolicyInForce(Standing standing, Follower follower) {
    this.standing = standing;
    this.follower = follower;
  }

  /**
   * Puts the first policy in force: for a Git workspace the commit that was in force when the
   * gateway stopped, then its branch as far as it may be followed; for a plain folder its files.
   *
   * @param source the workspace
   * @param compiler what compiles it
   * @param store where the commit in force is written down
   * @param settings how it is followed
   * @return the policy in force
   * @throws NotInForceException if there is none; nothing may start then
   */
  public static PolicyInForce start(
      PolicySource source,
      PolicyCompiler compiler,
      AcceptedCommitStore store,
      FollowSettings settings)
      throws NotInForceException {
    Standing standing = new Standing(settings.clock(), settings.events());
    Optional<GitHistory> history = followed(source);
    List<ChangeCheck> checks = new ArrayList<>(settings.checks());
    checks.add(new SignatureCheck(history));
    Judgement judgement = new Judgement(compiler, checks);
    Follower follower =
        history.isPresent()
            ? new CommitFollower(history.get(), store, settings, judgement, standing)
            : new FolderFollower(source.watch(), store, settings, judgement, standing);
    follower.start();
    return new PolicyInForce(standing, follower);
  }

  private static Optional<GitHistory> followed(PolicySource source) throws NotInForceException {
    try {
      return source.isFollowedByCommit() ? source.history() : Optional.empty();
    } catch (SourceException problem) {
      throw new NotInForceException(
          String.valueOf(problem.getMessage()), problem.help().orElse(null), problem);
    }
  }

  /**
   * The policy in force. A decision asks once and keeps what it got.
   *
   * @return whole, whatever happens meanwhile
   */
  public AcceptedPolicy current() {
    return standing.current();
  }

  /**
   * How it stands to the workspace.
   *
   * @return for {@code /readyz}
   */
  public PolicyStatus status() {
    return standing.status();
  }

  /**
   * For how long nothing could be fetched, or read of a folder. After a restart it counts from when
   * the policy was accepted, until the workspace could be looked at again.
   *
   * @return zero or more
   */
  public Duration sinceLastLook() {
    return standing.sinceLastLook();
  }

  /**
   * Looks once for a newer state and puts it in force if nothing is against it. Never throws for
   * what is wrong with the workspace: the status and the events say it.
   */
  public synchronized void pollOnce() {
    try {
      follower.poll();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError failed) {
      // The next poll may go well; if the thread died, the policy would be frozen in silence.
      standing.troubled("a look at it failed: " + failed.getMessage());
    }
  }
}
