package dev.portwrit.apply;

import java.time.Instant;

/**
 * The commit that was applied last to a registry.
 *
 * @param id its 40 hexadecimal digits
 * @param at when its run ended
 * @param run the number of that run
 */
public record AppliedCommit(String id, Instant at, int run) {}
