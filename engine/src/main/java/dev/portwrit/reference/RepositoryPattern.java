package dev.portwrit.reference;

import java.util.List;
import java.util.Optional;

/**
 * A pattern of repository names: literals, {@code *} (any characters, also none, inside one
 * segment) and {@code **} (only as a whole segment: any number of segments, also none), such as
 * {@code acme/pay/**}, which covers {@code acme/pay} too.
 *
 * @param value the pattern as written, never empty
 */
public record RepositoryPattern(String value) implements Comparable<RepositoryPattern> {
  /** The segment that stands for any number of segments. */
  public static final String ANY_SEGMENTS = "**";

  // So that every name N has its pattern `N/**`.
  private static final int MAX_LENGTH = RepositoryName.MAX_LENGTH + "/**".length();

  /**
   * Checks the pattern.
   *
   * @throws IllegalArgumentException if {@code value} is not a pattern
   */
  public RepositoryPattern {
    if (!isPattern(value)) {
      throw new IllegalArgumentException("`" + value + "` is not a repository pattern");
    }
  }

  /**
   * Reads a pattern.
   *
   * @param text any text
   * @return the pattern, or empty if the text is not one
   */
  public static Optional<RepositoryPattern> parse(String text) {
    return isPattern(text) ? Optional.of(new RepositoryPattern(text)) : Optional.empty();
  }

  /**
   * The pattern that one repository alone matches.
   *
   * @param name the repository
   * @return a literal pattern
   */
  public static RepositoryPattern of(RepositoryName name) {
    return new RepositoryPattern(name.value());
  }

  /**
   * Whether the pattern is a plain name, so that one repository alone matches it.
   *
   * @return true if it has no {@code *}
   */
  public boolean isLiteral() {
    return value.indexOf('*') < 0;
  }

  /**
   * What the names of all repositories begin with that match.
   *
   * @return all that stands before the first star, without a slash at its end
   */
  public String start() {
    int star = value.indexOf('*');
    String start = star < 0 ? value : value.substring(0, star);
    return start.endsWith("/") ? start.substring(0, start.length() - 1) : start;
  }

  /**
   * The segments between the slashes, in order.
   *
   * @return at least one segment
   */
  public List<String> segments() {
    return List.of(value.split("/", -1));
  }

  /**
   * Whether the repository matches.
   *
   * @param name a repository
   * @return true if it does
   */
  public boolean matches(RepositoryName name) {
    return matchesText(name.value());
  }

  // Nearly every pattern has one star, or ends in `/**` and has no other: then no text is cut up.
  private boolean matchesText(String name) {
    int star = value.indexOf('*');
    if (star < 0) {
      return value.equals(name);
    }
    if (isSubtree(star)) {
      return isBelow(name, star);
    }
    if (value.indexOf('*', star + 1) >= 0) {
      return Segments.matches(segments(), List.of(name.split("/", -1)));
    }
    int tail = value.length() - star - 1;
    int slash = name.indexOf('/', star);
    return name.length() >= star + tail
        && name.regionMatches(0, value, 0, star)
        && name.regionMatches(name.length() - tail, value, star + 1, tail)
        && (slash < 0 || slash >= name.length() - tail);
  }

  /** Whether the pattern is {@code **}, or a name and {@code /**}; the first star is given. */
  private boolean isSubtree(int star) {
    return star == value.length() - ANY_SEGMENTS.length() && value.endsWith(ANY_SEGMENTS);
  }

  // What stands before the first star of a subtree is empty, or ends with a slash.
  private boolean isBelow(String text, int star) {
    return text.regionMatches(0, value, 0, star)
        || (text.length() == star - 1 && value.startsWith(text));
  }

  /**
   * Whether some repository name could match both patterns.
   *
   * @param other another pattern
   * @return false only if no name can
   */
  public boolean overlaps(RepositoryPattern other) {
    int star = value.indexOf('*');
    int otherStar = other.value.indexOf('*');
    if (star < 0) {
      return other.matchesText(value);
    }
    if (otherStar < 0) {
      return matchesText(other.value);
    }
    return sharesBeginning(other, star)
        && ((isSubtree(star) && other.isSubtree(otherStar))
            || Segments.overlap(segments(), other.segments()));
  }

  // Most patterns differ before the first star of either, and need not be looked at further.
  private boolean sharesBeginning(RepositoryPattern other, int star) {
    int otherStar = other.value.indexOf('*');
    int fixed = Math.min(star, otherStar < 0 ? other.value.length() : otherStar);
    return value.regionMatches(0, other.value, 0, fixed);
  }

  /**
   * Whether every name that matches another pattern certainly matches this one too, as can be seen
   * from the two texts.
   *
   * @param other another pattern
   * @return true only if it is so
   */
  public boolean covers(RepositoryPattern other) {
    int star = value.indexOf('*');
    if (star < 0) {
      return value.equals(other.value);
    }
    if (isSubtree(star)) {
      return isBelow(other.value, star);
    }
    return sharesBeginning(other, star) && Segments.covers(segments(), other.segments());
  }

  /**
   * Whether every name that matches is {@code namespace} or lies below it.
   *
   * @param namespace a name such as {@code acme}
   * @return true if the pattern cannot leave the namespace
   */
  public boolean isInside(RepositoryName namespace) {
    List<String> mine = segments();
    List<String> its = namespace.components();
    return mine.size() >= its.size() && mine.subList(0, its.size()).equals(its);
  }

  @Override
  public int compareTo(RepositoryPattern other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean isPattern(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    for (String segment : text.split("/", -1)) {
      if (!segment.equals(ANY_SEGMENTS) && !isSegment(segment)) {
        return false;
      }
    }
    return true;
  }

  // A segment is text of the alphabet of names with stars, at least one of whose readings is a
  // component of a name: each star is read as nothing or as a letter, whichever the place needs.
  private static boolean isSegment(String segment) {
    if (segment.isEmpty() || segment.contains(ANY_SEGMENTS)) {
      return false;
    }
    String filled = segment.replace('*', 'a');
    return RepositoryName.parse(filled).isPresent();
  }
}
