package dev.portwrit.region;

import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.Tag;
import dev.portwrit.reference.TagPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Repositories that match every one of some patterns and, of these, the tags that match every one
 * of some others.
 *
 * @param repositories at least one
 * @param tags empty for the repositories as such, with all their tags
 */
public record Box(List<RepositoryPattern> repositories, List<TagPattern> tags) {
  /** Copies the lists. */
  public Box {
    repositories = List.copyOf(repositories);
    tags = List.copyOf(tags);
  }

  /**
   * Whole repositories.
   *
   * @param repositories which
   * @return the box
   */
  public static Box of(RepositoryPattern repositories) {
    return new Box(List.of(repositories), List.of());
  }

  /**
   * Some tags of repositories.
   *
   * @param repositories which
   * @param tags which
   * @return the box
   */
  public static Box of(RepositoryPattern repositories, TagPattern tags) {
    return new Box(List.of(repositories), List.of(tags));
  }

  /**
   * Whether the box is of whole repositories.
   *
   * @return true if it says nothing of tags
   */
  public boolean isWhole() {
    return tags.isEmpty();
  }

  /**
   * Whether a place lies in the box. A repository as such lies only in whole ones.
   *
   * @param repository a repository
   * @param tag a tag in it, or empty for the repository as such
   * @return true if all patterns match
   */
  public boolean contains(RepositoryName repository, Optional<Tag> tag) {
    return reaches(repository)
        && (isWhole()
            || (tag.isPresent() && tags.stream().allMatch(pattern -> pattern.matches(tag.get()))));
  }

  /**
   * Whether all patterns of repositories match.
   *
   * @param repository a repository
   * @return true if the box has something in it
   */
  public boolean reaches(RepositoryName repository) {
    return repositories.stream().allMatch(pattern -> pattern.matches(repository));
  }

  /** Whether every place of another box certainly lies in this one. */
  boolean clearlyCovers(Box other) {
    return repositories.stream()
            .allMatch(mine -> other.repositories.stream().anyMatch(mine::covers))
        && tags.stream().allMatch(mine -> other.tags.stream().anyMatch(mine::covers));
  }

  /**
   * What two boxes have in common, each part with as few patterns as can be.
   *
   * @param other another box
   * @return boxes that together are it; none if it is certain that it is nothing
   */
  public List<Box> and(Box other) {
    List<Box> common = new ArrayList<>();
    for (List<RepositoryPattern> names : CommonPatterns.ofNames(repositories, other.repositories)) {
      for (List<TagPattern> some : CommonPatterns.ofTags(tags, other.tags)) {
        common.add(new Box(names, some));
      }
    }
    return List.copyOf(common);
  }
}
