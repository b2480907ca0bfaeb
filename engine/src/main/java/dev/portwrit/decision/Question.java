package dev.portwrit.decision;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Instant;
import java.util.Optional;

/**
 * May this subject do this?
 *
 * <p>With a tag, {@code push} asks "create it", {@code overwrite} asks "point it, existing, at
 * another digest", {@code delete} asks "remove it"; without one they ask for the role alone. For
 * {@code pull} and {@code administer} the tag does not matter.
 *
 * @param subject who asks; a team or organization stands for somebody who is in that and in nothing
 *     else, and an unknown name has what everybody has
 * @param action what for
 * @param repository where
 * @param tag which tag, empty for the role alone
 * @param now the instant at which expiry is judged
 */
public record Question(
    Subject subject, Action action, RepositoryName repository, Optional<Tag> tag, Instant now) {
  @Override
  public String toString() {
    String where = tag.map(t -> repository + ":" + t).orElse(repository.value());
    return subject + " " + action + " " + where;
  }
}
