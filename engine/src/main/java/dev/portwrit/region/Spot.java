package dev.portwrit.region;

import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.Optional;

/**
 * One place that can be asked about.
 *
 * @param repository a repository
 * @param tag a tag in it; empty for the repository as such
 */
public record Spot(RepositoryName repository, Optional<Tag> tag) {
  /**
   * The place as commands take it.
   *
   * @return {@code REPOSITORY} or {@code REPOSITORY:TAG}
   */
  @Override
  public String toString() {
    return tag.map(some -> repository + ":" + some).orElse(repository.value());
  }
}
