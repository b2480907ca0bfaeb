package dev.portwrit.gateway.write;

import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;

/**
 * A push that somebody thinks of.
 *
 * @param subject who would push
 * @param repository where
 * @param tag which tag
 * @param digest the SHA-256 of the manifest
 * @param content the manifest and what it refers to, as far as the asker has it
 */
public record PushQuestion(
    Subject subject, RepositoryName repository, Tag tag, Digest digest, BroughtContent content) {}
