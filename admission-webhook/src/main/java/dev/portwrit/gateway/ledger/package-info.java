/**
 * The gateway's memory of protected tags: what each must be, what each is made of, and what is
 * under way.
 *
 * <p>A tag has at most one settled row (held, or deleted under exceptions) and at most one intent.
 * An intent is written before a request is forwarded and taken away when it is known what came of
 * the request; in between the tag is pending, also across a crash. A manifest or blob that is being
 * deleted has a {@link dev.portwrit.gateway.ledger.Removal}, for the same reason. What a held
 * manifest is made of, its {@link dev.portwrit.gateway.ledger.Closure}, is kept beside, by the
 * digest of the manifest.
 *
 * <p>INVARIANT: when a method that writes returns, what it wrote survives a crash of the machine;
 * when it throws, all of it was written or nothing. It is all only where a commit was asked for and
 * no answer came: every row is true when it is tried, so that does no harm.
 *
 * <p>{@link dev.portwrit.gateway.ledger.Ledger} is the port, {@link
 * dev.portwrit.gateway.ledger.SqliteLedger} the ledger of one gateway and {@link
 * dev.portwrit.gateway.ledger.PostgresLedger} that of several. {@link
 * dev.portwrit.gateway.ledger.RepositoryLocks} keep writers of one tag apart.
 */
@NullMarked
package dev.portwrit.gateway.ledger;

import org.jspecify.annotations.NullMarked;
