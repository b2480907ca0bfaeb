package dev.portwrit.history;

import dev.portwrit.cache.KeptSteps;
import dev.portwrit.cache.OriginsKey;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.review.AccessReview;
import dev.portwrit.review.Gain;
import dev.portwrit.source.BranchLine;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.SourceException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A walk back along the first parents, which compares each policy with the one before it just
 * before the next came. Where another walk looked at what is behind a commit, what it kept is read
 * instead of policies.
 */
final class OriginWalk {
  private final BranchLine line;
  private final Places places;
  private final PastPolicies policies;
  private final FoundOrigins found;
  private final OriginMemory memory;
  private final KnownOrigins known;
  private final Trail trail;

  /** The oldest policy that was looked at, the commit it is of, if any, and when it ended. */
  private PolicyIndex young;

  private Optional<CommitInfo> since = Optional.empty();
  private Instant end;

  /**
   * A walk that begins.
   *
   * @param found with the claims of the policy, all open
   * @param index the policy
   * @param now when it is asked what is in force
   */
  OriginWalk(
      BranchLine line,
      Ancestry ancestry,
      PastPolicies policies,
      OriginMemory memory,
      FoundOrigins found,
      PolicyIndex index,
      Instant now) {
    this.line = line;
    this.places = new Places(line.commits());
    this.policies = policies;
    this.found = found;
    this.memory = memory;
    this.known = new KnownOrigins(memory, places, ancestry);
    this.trail = new Trail(memory, places, Trail.MOST_GAINS);
    this.young = index;
    this.end = now;
  }

  /**
   * Finds the origins of all claims.
   *
   * @param isCommitted whether they are of the policy of the newest commit of the line
   */
  void run(boolean isCommitted) throws SourceException {
    int next = isCommitted ? stand(0) : 0;
    while (!found.open().isEmpty() && next < places.count()) {
      next = look(next);
    }
    if (line.isCut()) {
      found.giveUp(found.open().all(), FoundOrigins.SHALLOW);
    } else {
      found.close(found.open().all(), since, brokenMerge(since, places.count()));
    }
    known.keep(found.origins());
    trail.keep();
  }

  /** Looks at a commit; returns the place of the next. */
  private int look(int place) throws SourceException {
    CommitInfo older = places.commit(place);
    since.ifPresent(commit -> end = earlier(end, justBefore(commit)));
    PastPolicies.Past past = policies.at(older);
    if (past instanceof PastPolicies.Past.Absent) {
      found.close(found.open().all(), since, brokenMerge(since, place));
    } else if (past instanceof PastPolicies.Past.Unreadable lost) {
      found.giveUp(found.open().all(), FoundOrigins.lost(older, lost));
    } else if (past instanceof PastPolicies.Past.Present present) {
      if (present.index() != young) {
        List<Gain> gains = AccessReview.gains(present.index(), young, end);
        expand(gains, since, older.id());
        since.ifPresent(younger -> trail.add(younger.id(), older.id(), gains));
      }
      young = present.index();
      return stand(place);
    }
    return place + 1;
  }

  private void expand(List<Gain> gains, Optional<CommitInfo> younger, String older)
      throws SourceException {
    Broken broken = Broken.by(gains, found.open());
    found.close(broken.certain(), younger, brokenMerge(younger, places.of(older)));
    found.giveUp(broken.unclear(), FoundOrigins.tooMany(older));
  }

  /** A merge between a commit that compiles and the place of the one before it that does. */
  private Optional<CommitInfo> brokenMerge(Optional<CommitInfo> younger, int older) {
    int first = younger.map(commit -> places.of(commit.id()) + 1).orElse(0);
    return IntStream.range(first, older)
        .mapToObj(places::commit)
        .filter(commit -> commit.parents().size() > 1)
        .findFirst();
  }

  /**
   * Ends those of which it is known what is behind a commit at which all that are open hold.
   *
   * @return the place of the next to look at
   */
  private int stand(int place) throws SourceException {
    CommitInfo commit = places.commit(place);
    since = Optional.of(commit);
    OriginsKey key =
        new OriginsKey(memory.standpoint(), commit.id(), earlier(end, justBefore(commit)));
    for (Map.Entry<KnownOrigins.Known, Set<Claim>> one : known.at(key, found.open()).entrySet()) {
      found.made(one.getValue(), one.getKey().commit(), one.getKey().merge());
    }
    if (found.open().isEmpty() && !trail.isBegun()) {
      return place + 1;
    }
    trail.pass(key, young);
    Optional<KeptSteps> kept = known.steps(key);
    return kept.isPresent() ? follow(kept.get(), place) : place + 1;
  }

  /** Takes the steps of another walk from a commit on; returns the place of the next to look at. */
  private int follow(KeptSteps kept, int place) throws SourceException {
    trail.take(kept);
    for (KeptSteps.Step step : kept.steps()) {
      if (found.open().isEmpty()) {
        break;
      }
      CommitInfo younger = places.commit(places.of(step.younger()));
      expand(step.gains(), Optional.of(younger), step.older());
    }
    int last = places.of(kept.reached());
    if (found.open().isEmpty() || last == place) {
      return place + 1;
    }
    if (last + 1 < places.count()) {
      if (!(policies.at(places.commit(last)) instanceof PastPolicies.Past.Present present)) {
        return place + 1;
      }
      young = present.index();
    }
    end = kept.until();
    return stand(last);
  }

  private static Instant justBefore(CommitInfo commit) {
    return commit.time().minusNanos(1);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
