package dev.portwrit.policy;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.reference.RepositoryPattern;
import java.util.List;
import java.util.Optional;

/**
 * One document {@code repository:} or {@code repositories:}: the grants on what matches, and who is
 * told of pushes to it.
 *
 * @param place where it is defined
 * @param pattern what it reaches; a literal where {@code declared}
 * @param declared true for {@code repository:}, which says that the repository shall exist
 * @param description free text, empty where there is none
 * @param publicPlace where {@code visibility: public} is written, empty if the repository is
 *     private
 * @param grants in the order of the file
 * @param webhooks in the order of the file
 * @param nativeWebhooks what registries themselves shall call; empty where nothing is said
 */
public record RepositoryRule(
    Place place,
    RepositoryPattern pattern,
    boolean declared,
    String description,
    Optional<Place> publicPlace,
    List<Grant> grants,
    List<Webhook> webhooks,
    Optional<NativeWebhooks> nativeWebhooks) {
  /** Copies the lists. */
  public RepositoryRule {
    grants = List.copyOf(grants);
    webhooks = List.copyOf(webhooks);
  }

  /**
   * A rule by which nobody is told of pushes.
   *
   * @param place where it is defined
   * @param pattern what it reaches; a literal where {@code declared}
   * @param declared true for {@code repository:}
   * @param description free text, empty where there is none
   * @param publicPlace where {@code visibility: public} is written
   * @param grants in the order of the file
   */
  public RepositoryRule(
      Place place,
      RepositoryPattern pattern,
      boolean declared,
      String description,
      Optional<Place> publicPlace,
      List<Grant> grants) {
    this(place, pattern, declared, description, publicPlace, grants, List.of(), Optional.empty());
  }

  /**
   * Whether everybody may pull.
   *
   * @return true for {@code visibility: public}
   */
  public boolean isPublic() {
    return publicPlace.isPresent();
  }

  /**
   * Whether it gives nobody anything.
   *
   * @return true for a private repository without grants
   */
  public boolean givesNothing() {
    return !isPublic() && grants.isEmpty();
  }
}
