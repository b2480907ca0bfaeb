package dev.portwrit.policy;

import dev.portwrit.diagnostic.Place;

/**
 * A subject where a policy names it: an entry of a list of owners, members or of a {@code to}.
 *
 * @param subject who
 * @param place where the entry stands
 */
public record Member(Subject subject, Place place) {}
