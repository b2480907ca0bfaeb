package dev.portwrit.cache;

import java.time.Instant;

/**
 * Where a walk along a branch goes on: all that its end depends on besides the access that is
 * looked for.
 *
 * @param standpoint which repository and folder, and where a shallow clone of it ends
 * @param commitId 40 hexadecimal digits; they say all that was before, too
 * @param until the instant at which the commit and the one before it are compared
 */
public record OriginsKey(String standpoint, String commitId, Instant until) {}
