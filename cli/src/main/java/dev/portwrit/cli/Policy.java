package dev.portwrit.cli;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.source.CommitInfo;
import java.time.Instant;
import java.util.Optional;

/**
 * The policy that a verb asks, compiled without an error.
 *
 * @param index what it means
 * @param now the instant at which expiry is judged
 * @param commit the commit that it is of, empty for the files of a folder
 */
record Policy(PolicyIndex index, Instant now, Optional<CommitInfo> commit) {}
