/**
 * Sets of repositories and tags that patterns describe, of which there is no end: what two patterns
 * have in common, what is left of one when others are taken away, and one member of what is left.
 *
 * <p>A {@link dev.portwrit.region.Box} is what some patterns have in common, a {@link
 * dev.portwrit.region.Region} a box without others, and {@link dev.portwrit.region.SpotSearch}
 * finds a name in it or proves that there is none. Names and tags are those of the OCI grammar, so
 * that nothing is found which no registry could hold. Nothing in this package knows what a policy
 * is.
 */
@NullMarked
package dev.portwrit.region;

import org.jspecify.annotations.NullMarked;
