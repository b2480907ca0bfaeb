package dev.portwrit.audit;

import java.time.Instant;

/**
 * A record of somebody who enforces policies: from then on it was those of a commit.
 *
 * @param by who, such as {@code apply} or {@code gateway}; what it enforces is enforced until its
 *     next record
 * @param commit the commit, 40 digits, or what stands for one
 * @param at when
 * @param isWhole false if some of it may not have come into force
 */
public record ForceRecord(String by, String commit, Instant at, boolean isWhole) {}
