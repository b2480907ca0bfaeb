/**
 * Passing a request on to the registry behind, and its answer back.
 *
 * <p>What goes upstream is written from the operation: its own method, path and query, a short list
 * of the client's headers, and the gateway's own login. The {@link
 * dev.portwrit.gateway.forward.Forwarder} streams it, and an answer comes back by a rule of its
 * kind: of its headers a short list is passed on, {@code Location} and {@code Link} are ours,
 * manifests and lists are looked at whole, and an answer that no registry should give is a 502.
 *
 * <p>Reads and uploads of blobs are carried out here. An upload's address at the registry never
 * reaches a client: it carries it sealed, bound to its repository and its caller.
 */
@NullMarked
package dev.portwrit.gateway.forward;

import org.jspecify.annotations.NullMarked;
