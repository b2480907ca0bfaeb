/**
 * The gateway as it stands on the network: listeners, the order of a request, the streaming proxy,
 * and the admin port.
 *
 * <p>A request goes one way. {@link dev.portwrit.gateway.request.RequestGrammar} makes it one
 * operation or ends it. The caller is named by {@code identity}. The operation says what it needs
 * of the token and of the policy; a need that the token does not cover ends in 401 with the scope
 * to ask for, one that the policy in force does not give ends in 403 with the decision, and both
 * end before a byte goes upstream or a byte of the body is asked for. What passes is carried out:
 * manifests are written and everything is deleted by {@code write}; blobs, uploads and reads are
 * streamed from here.
 *
 * <p>What goes upstream is written from the operation. Of the client's headers a short list is
 * looked at, of the upstream's answer a short list is passed on; {@code Location} and {@code Link}
 * are ours. Bodies flow in both directions at the pace of the slower side, and a body that breaks
 * off breaks off on the other side too, so that a part is never taken for the whole.
 *
 * <p>Jetty's types stay in this package.
 */
@NullMarked
package dev.portwrit.gateway.server;

import org.jspecify.annotations.NullMarked;
