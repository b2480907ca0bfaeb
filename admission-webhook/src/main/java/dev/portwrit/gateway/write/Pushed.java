package dev.portwrit.gateway.write;

import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Instant;
import java.util.Optional;

/**
 * A tag that an accepted push has made, or moved, as far as that is known: it was read back, or the
 * registry said so. A push that found its tag as it was to be is none. That of an unprotected tag
 * may have changed nothing, since such a tag is not read before.
 *
 * @param repository where
 * @param tag which
 * @param digest what it is now
 * @param mediaType of what it is now
 * @param by who pushed; empty where that is not known any more
 * @param policyVersion the policy that let it through, or was in force when it was found out
 * @param at when it was found out
 */
public record Pushed(
    RepositoryName repository,
    Tag tag,
    Digest digest,
    String mediaType,
    Optional<Subject> by,
    String policyVersion,
    Instant at) {}
