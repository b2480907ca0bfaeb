/**
 * A stand-in for a live registry, in memory, that can be told to misbehave; and workspaces for it.
 * The laws of applying are proven on it, and on every other {@link
 * dev.portwrit.registry.twin.RegistryTwin}.
 */
@NullMarked
package dev.portwrit.registry.twin;

import org.jspecify.annotations.NullMarked;
