package dev.portwrit.gateway.ledger;

import dev.portwrit.admission.LedgerState;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Instant;
import java.util.Optional;

/**
 * A row of the ledger.
 *
 * @param repository where
 * @param tag which
 * @param state what is remembered, never {@link LedgerState.Unseen}
 * @param by who made it so, or of a pending row who asked; empty where it was found so
 * @param at when
 */
public record LedgerEntry(
    RepositoryName repository, Tag tag, LedgerState state, Optional<Subject> by, Instant at) {}
