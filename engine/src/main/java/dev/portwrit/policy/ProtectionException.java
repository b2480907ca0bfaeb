package dev.portwrit.policy;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.Tag;
import dev.portwrit.reference.TagPattern;
import java.util.List;

/**
 * A time-boxed release of some subjects from one protection. It never gives a permission.
 *
 * @param place where it is defined
 * @param organization the organization in its name
 * @param name the name behind the slash
 * @param protection the full name of the protection it lifts
 * @param repositories where it lifts it; overlaps the protection's
 * @param tags for which tags; overlaps the protection's
 * @param to for whom; at least one
 * @param expires when it ends
 * @param reason why; never empty
 */
public record ProtectionException(
    Place place,
    String organization,
    String name,
    String protection,
    List<RepositoryPattern> repositories,
    List<TagPattern> tags,
    List<Member> to,
    Expiry expires,
    String reason) {
  /** Copies the lists. */
  public ProtectionException {
    repositories = List.copyOf(repositories);
    tags = List.copyOf(tags);
    to = List.copyOf(to);
  }

  /**
   * The name as policies write it.
   *
   * @return such as {@code acme/rebuild-1-4-2}
   */
  public String fullName() {
    return organization + "/" + name;
  }

  /**
   * Whether the exception reaches a tag, whoever asks and whenever.
   *
   * @param repository a repository
   * @param tag a tag in it
   * @return true if both match
   */
  public boolean covers(RepositoryName repository, Tag tag) {
    return repositories.stream().anyMatch(pattern -> pattern.matches(repository))
        && tags.stream().anyMatch(pattern -> pattern.matches(tag));
  }
}
