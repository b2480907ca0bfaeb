/**
 * The gateway as it stands on the network: its settings, its ports, and what it is made of.
 *
 * <p>{@link dev.portwrit.gateway.server.GatewayService} opens everything in order and closes it in
 * the opposite one; every problem of a start is told at once. Requests are served as soon as the
 * ports are open; the gateway says that it is ready once the JVM has seen every path of a request.
 * Housekeeping in the background resolves writes without an answer, and reads the tags that a new
 * policy protects.
 */
@NullMarked
package dev.portwrit.gateway.server;

import org.jspecify.annotations.NullMarked;
