package dev.portwrit.cli;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.source.Snapshot;
import java.time.Instant;

/**
 * The policy that a verb asks, compiled without an error.
 *
 * @param index what it means
 * @param now the instant at which expiry is judged
 * @param snapshot what it was compiled from
 */
record Policy(PolicyIndex index, Instant now, Snapshot snapshot) {}
