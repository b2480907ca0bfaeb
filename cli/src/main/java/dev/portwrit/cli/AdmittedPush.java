package dev.portwrit.cli;

import dev.portwrit.gateway.write.BroughtContent;
import dev.portwrit.gateway.write.PushQuestion;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;

/**
 * A push that the caller of {@code admit} thinks of.
 *
 * @param repository where
 * @param tag which tag
 * @param digest the SHA-256 of the manifest
 * @param content the manifest and what it refers to, as far as the caller has it
 */
record AdmittedPush(RepositoryName repository, Tag tag, Digest digest, BroughtContent content) {
  PushQuestion by(Subject subject) {
    return new PushQuestion(subject, repository, tag, digest, content);
  }
}
