/**
 * One exchange with a client: a request and its one answer.
 *
 * <p>An {@link dev.portwrit.gateway.exchange.Exchange} is answered once, by whoever answers first,
 * and never by two. What goes wrong is told as a registry tells it, in an {@link
 * dev.portwrit.gateway.exchange.ErrorAnswer}; a deny carries the decision as JSON. Bodies flow at
 * the pace of the slower side, and one that breaks off breaks off on the other side too, so that a
 * part is never taken for the whole. A body that has to be seen whole takes its memory from a
 * {@link dev.portwrit.gateway.exchange.BodyRoom}, which one caller cannot fill.
 *
 * <p>What many ask for at once may be read once for all of them, by the rule of {@link
 * dev.portwrit.gateway.exchange.SharedReads}.
 *
 * <p>Nothing here knows what is allowed, or what the registry behind is.
 */
@NullMarked
package dev.portwrit.gateway.exchange;

import org.jspecify.annotations.NullMarked;
