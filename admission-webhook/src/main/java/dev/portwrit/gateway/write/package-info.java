/**
 * The protocol by which the gateway writes manifests and deletes: decided, logged, written down,
 * forwarded, read back, settled, in that order.
 *
 * <ol>
 *   <li>The repository is locked: shared with each tag exclusively for a write, exclusively for a
 *       delete.
 *   <li>Ledger and registry are read, what is pending is resolved, and every tag that the request
 *       would touch is judged by {@link dev.portwrit.admission.TagAdmission}. One refusal refuses
 *       the request.
 *   <li>The decision is in the log, durably.
 *   <li>The intent is in the ledger, durably, for every tag that is protected or has a row, and for
 *       a manifest or blob that is deleted.
 *   <li>The request is forwarded, once.
 *   <li>Every such tag is read back and its row settled; only then the client is told.
 * </ol>
 *
 * <p>INVARIANT: a tag that is protected by an immutable rule and was acknowledged, or that was
 * found to exist, is pointed elsewhere or deleted by a forwarded request only under an exception in
 * force for who asked. It holds for a crash between any two of these steps, for a registry that
 * errs, and for a request that takes effect later than anybody hoped: until it is known what became
 * of an intent, or until it can no longer take effect, nobody makes the tag another, and no
 * protected tag takes what a delete may still take away.
 *
 * <p>{@link dev.portwrit.gateway.write.ManifestWrites} is the way in; {@link
 * dev.portwrit.gateway.write.Recovery} and {@link dev.portwrit.gateway.write.Backfill} are run
 * beside it.
 */
@NullMarked
package dev.portwrit.gateway.write;

import org.jspecify.annotations.NullMarked;
