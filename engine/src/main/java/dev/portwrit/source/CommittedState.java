package dev.portwrit.source;

import java.time.Instant;
import java.util.Optional;

/**
 * A state of a workspace that is a commit, found but not read.
 *
 * @param origin where it lies, for people: a folder or a URL without credentials
 * @param commit the commit
 * @param asOf the instant at which the state is asked about, as {@link Snapshot#asOf} has it
 * @param treeId the identifier of the tree of the workspace's root, which says all that there is to
 *     read: 40 hexadecimal digits
 */
public record CommittedState(
    String origin, CommitInfo commit, Optional<Instant> asOf, String treeId) {}
