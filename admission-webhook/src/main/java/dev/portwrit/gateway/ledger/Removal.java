package dev.portwrit.gateway.ledger;

import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import java.time.Instant;

/**
 * A delete of a manifest or blob of which it is not known whether it may still take effect. It has
 * no tag, but would take away what a tag that is pushed meanwhile is made of.
 *
 * @param repository where
 * @param digest a name of the manifest or blob
 * @param since when it was written down
 */
public record Removal(RepositoryName repository, Digest digest, Instant since) {}
