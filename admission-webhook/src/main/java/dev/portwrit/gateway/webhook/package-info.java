/**
 * Tells receivers of accepted pushes: a CloudEvent for each tag that the gateway saw come to be
 * another, to every address that policy names for the repository.
 *
 * <p>INVARIANT: no push waits for it or fails by it. What is told waits in a bounded queue and in
 * files beside the ledger, so that a restart goes on; what is given up is counted and logged.
 *
 * <p>Events of one tag reach a receiver in the order of the pushes, each at least once. What
 * receivers answer is believed in nothing but that it was taken.
 *
 * <p>Sources: CloudEvents 1.0.2, JSON format and HTTP binding in structured mode; Standard Webhooks
 * 1.0.0 for headers and signature.
 */
@NullMarked
package dev.portwrit.gateway.webhook;

import org.jspecify.annotations.NullMarked;
