package dev.portwrit.guardrail;

import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.List;

/**
 * A push of a manifest to a tag, as guardrails are asked about it. A push to several tags is asked
 * about once a tag.
 *
 * @param subject who pushes
 * @param repository where
 * @param tag the tag that is created or moved
 * @param protections those that cover the tag, whatever they enforce
 */
public record PushFacts(
    Subject subject, RepositoryName repository, Tag tag, List<Protection> protections) {
  /** Copies the list. */
  public PushFacts {
    protections = List.copyOf(protections);
  }
}
