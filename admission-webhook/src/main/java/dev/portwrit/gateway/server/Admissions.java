package dev.portwrit.gateway.server;

import dev.portwrit.admission.TagJudgement;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;

/** Says what would be answered to a push, without doing anything; in life that of {@code write}. */
@FunctionalInterface
interface Admissions {
  /**
   * Judges a push. May block.
   *
   * @param subject for whom
   * @param repository where
   * @param tag which tag
   * @param digest the SHA-256 of the manifest
   */
  TagJudgement admit(Subject subject, RepositoryName repository, Tag tag, Digest digest);
}
