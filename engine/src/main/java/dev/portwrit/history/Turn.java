package dev.portwrit.history;

import dev.portwrit.source.CommitInfo;
import java.time.Instant;
import java.util.Optional;

/**
 * A time at which the answer became another one.
 *
 * @param at when: the committer's time of the commit by which the branch had it, or the end of what
 *     expired
 * @param commit what made the difference, a commit of a merged branch where it can be told; of
 *     something that expired, the commit whose policies were there then
 * @param merge by which commit the branch got it; empty if it was made on the branch itself
 * @param expired whether no commit but the time made the difference
 * @param unknown why it cannot be told which commit of a merge made the difference, one line; the
 *     commit is the merge then, or the one after a merge that does not compile
 * @param before the answer before
 * @param after the answer from then on
 */
public record Turn(
    Instant at,
    CommitInfo commit,
    Optional<CommitInfo> merge,
    boolean expired,
    Optional<String> unknown,
    Answer before,
    Answer after) {}
