/**
 * The gateway as its clients see it: a registry.
 *
 * <p>A request goes one way. {@link dev.portwrit.gateway.request.RequestGrammar} makes it one
 * operation or ends it. The {@link dev.portwrit.gateway.gate.Entrance} lets it in, or ends it
 * before a byte goes upstream or a byte of the body is asked for. What is in is carried out by the
 * step of its operation: manifests are written and everything is deleted by {@code write}, blobs,
 * uploads and reads are forwarded, and the list of repositories and tokens are answered from here.
 * {@link dev.portwrit.gateway.registry.GatewayHandler} is that order; {@link
 * dev.portwrit.gateway.registry.Steps} names the step of each operation.
 */
@NullMarked
package dev.portwrit.gateway.registry;

import org.jspecify.annotations.NullMarked;
