package dev.portwrit.gateway.ledger;

import dev.portwrit.admission.LedgerState.Intent;
import dev.portwrit.reference.Tag;

/**
 * What is about to be asked of the registry for a tag.
 *
 * @param tag which
 * @param intent what is to happen to it
 * @param repeats whether seeing the tag so will not tell that it happened: it is so already, or an
 *     earlier request for the same may still be under way
 */
public record Intention(Tag tag, Intent intent, boolean repeats) {}
