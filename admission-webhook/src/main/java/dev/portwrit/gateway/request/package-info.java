/**
 * What a client asks for: the strict grammar from a request line to one operation of the OCI
 * distribution protocol.
 *
 * <p>{@link dev.portwrit.gateway.request.RequestGrammar#parse RequestGrammar.parse} answers an
 * {@link dev.portwrit.gateway.request.Operation}, whose parts cannot be malformed, or a {@link
 * dev.portwrit.gateway.request.Rejected}. Whatever the gateway decides, it decides about the
 * operation, and what it sends upstream is written from the operation; the client's own bytes go
 * nowhere. So there is no second reading of a path that could differ from ours.
 *
 * <p>The path is decoded once. What could be read in two ways (dot segments, empty segments,
 * encoded slashes, backslashes, path parameters, control characters, a method in a header) is
 * refused, not repaired. Words of the protocol are allowed in names: {@code acme/manifests} is a
 * repository. That is no ambiguity, since a reference, a digest and a session are one segment each:
 * the last two segments say which operation it is, and all before them is the name.
 *
 * <p>Source: OCI distribution specification, "Endpoints"; the token protocol of the Distribution
 * registry.
 */
@NullMarked
package dev.portwrit.gateway.request;

import org.jspecify.annotations.NullMarked;
