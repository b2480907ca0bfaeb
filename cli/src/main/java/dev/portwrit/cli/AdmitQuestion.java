package dev.portwrit.cli;

import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;

/**
 * A push that somebody thinks of.
 *
 * @param repository where
 * @param tag which tag
 * @param digest the SHA-256 of the manifest
 */
record AdmitQuestion(RepositoryName repository, Tag tag, Digest digest) {
  @Override
  public String toString() {
    return repository + ":" + tag + " as " + digest;
  }
}
