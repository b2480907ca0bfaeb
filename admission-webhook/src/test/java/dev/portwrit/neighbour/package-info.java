/**
 * The real neighbours of the gateway, for tests: registries to stand before and clients to be
 * called by, each a program of its own.
 *
 * <p>A {@link dev.portwrit.neighbour.Program} is found on the {@code PATH} or in the folder that
 * the environment variable {@code PORTWRIT_TOOLS} names. A test that needs one that is absent is
 * skipped and says so, with how to get it. Registries listen on a free port of the loopback
 * address; clients have a home of their own, so that no login of the machine is seen or changed.
 * Every process is ended by its own handle, at the latest when the JVM ends.
 *
 * <p>{@link dev.portwrit.neighbour.SmallImages} makes the images, so that nothing is fetched.
 */
@NullMarked
package dev.portwrit.neighbour;

import org.jspecify.annotations.NullMarked;
