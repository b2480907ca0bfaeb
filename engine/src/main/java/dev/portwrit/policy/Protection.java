package dev.portwrit.policy;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.Tag;
import dev.portwrit.reference.TagPattern;
import java.util.List;
import java.util.Locale;

/**
 * A rule on tags that overrides grants, those of owners and admins too.
 *
 * @param place where it is defined
 * @param organization the organization in its name
 * @param name the name behind the slash
 * @param repositories what it reaches; at least one
 * @param tags what it reaches; at least one
 * @param rule what it refuses
 * @param to for {@link Rule#RESTRICTED} those it lets pass; otherwise empty
 * @param enforcement whether it refuses or warns
 * @param restore whether a gateway puts a tag back that was moved or removed past it; only where it
 *     is immutable and refuses
 */
public record Protection(
    Place place,
    String organization,
    String name,
    List<RepositoryPattern> repositories,
    List<TagPattern> tags,
    Rule rule,
    List<Member> to,
    Enforcement enforcement,
    boolean restore) {
  /** What a protection refuses. */
  public enum Rule {
    /** Once the tag exists, nobody moves or deletes it. */
    IMMUTABLE,
    /** Only the named subjects create, move or delete the tag. */
    RESTRICTED;

    /**
     * Whether the rule has something to say about an action on a tag.
     *
     * @param action an action
     * @return true if it can refuse it
     */
    public boolean concerns(Action action) {
      return switch (action) {
        case OVERWRITE, DELETE -> true;
        case PUSH -> this == RESTRICTED;
        case PULL, ADMINISTER -> false;
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What happens to a request that a protection does not let pass. */
  public enum Enforcement {
    /** It is refused. */
    DENY,
    /** It passes with a warning and a line in the log. */
    WARN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if it restores what it lets be moved
   */
  public Protection {
    repositories = List.copyOf(repositories);
    tags = List.copyOf(tags);
    to = List.copyOf(to);
    if (restore && (rule != Rule.IMMUTABLE || enforcement != Enforcement.DENY)) {
      throw new IllegalArgumentException("only an immutable protection that refuses restores");
    }
  }

  /**
   * A protection that restores nothing.
   *
   * @param place where it is defined
   * @param organization the organization in its name
   * @param name the name behind the slash
   * @param repositories what it reaches; at least one
   * @param tags what it reaches; at least one
   * @param rule what it refuses
   * @param to for {@link Rule#RESTRICTED} those it lets pass; otherwise empty
   * @param enforcement whether it refuses or warns
   */
  public Protection(
      Place place,
      String organization,
      String name,
      List<RepositoryPattern> repositories,
      List<TagPattern> tags,
      Rule rule,
      List<Member> to,
      Enforcement enforcement) {
    this(place, organization, name, repositories, tags, rule, to, enforcement, false);
  }

  /**
   * The name as policies write it.
   *
   * @return such as {@code acme/releases}
   */
  public String fullName() {
    return organization + "/" + name;
  }

  /**
   * Whether the protection reaches a tag, whoever asks.
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
