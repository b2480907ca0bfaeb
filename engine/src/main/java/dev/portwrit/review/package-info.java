/**
 * What a change of policies means: every access that expands, is restricted, or is there as before
 * by another path, each with its cause and one question that shows it.
 *
 * <p>{@link dev.portwrit.review.AccessReview} compares two compiled workspaces, at one instant or
 * from it on. It is symbolic: what it says of a pattern holds of every repository and tag that
 * matches, whether or not there is one. What it says is exact: a question that is answered
 * differently lies in a {@link dev.portwrit.review.Change}, and every question in a change is
 * answered differently. Where that cannot be told with bounded work, it says so instead.
 *
 * <p>Who a change concerns is a set of users and services, and {@code anonymous} where everybody is
 * meant who does not log in or whom no policy names.
 */
@NullMarked
package dev.portwrit.review;

import org.jspecify.annotations.NullMarked;
