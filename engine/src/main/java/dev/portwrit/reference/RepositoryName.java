package dev.portwrit.reference;

import java.util.List;
import java.util.Optional;

/**
 * The name of a repository without its registry, such as {@code acme/pay/api}: one or more
 * components joined by slashes, at most 255 characters.
 *
 * <p>Source: OCI distribution specification, "Pulling manifests", {@code <name>}; the bound on the
 * length is that of the Distribution reference implementation.
 *
 * @param value the name as written, never empty
 */
public record RepositoryName(String value) implements Comparable<RepositoryName> {
  /** The longest name, in characters. */
  public static final int MAX_LENGTH = 255;

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if {@code value} is not a repository name
   */
  public RepositoryName {
    if (!isName(value)) {
      throw new IllegalArgumentException("`" + value + "` is not a repository name");
    }
  }

  /**
   * Reads a name.
   *
   * @param text any text
   * @return the name, or empty if the text is not one
   */
  public static Optional<RepositoryName> parse(String text) {
    return isName(text) ? Optional.of(new RepositoryName(text)) : Optional.empty();
  }

  /**
   * The components between the slashes, in order.
   *
   * @return at least one component
   */
  public List<String> components() {
    return List.of(value.split("/", -1));
  }

  @Override
  public int compareTo(RepositoryName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  // path-component := [a-z0-9]+ ( ( "." | "_" | "__" | "-"+ ) [a-z0-9]+ )*
  private static boolean isName(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    int separators = 0;
    boolean afterLetter = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isLetter(c)) {
        afterLetter = true;
        separators = 0;
      } else if (c == '/') {
        if (!afterLetter || separators > 0) {
          return false;
        }
        afterLetter = false;
      } else if (afterLetter && isSeparator(text, i, separators)) {
        separators++;
      } else {
        return false;
      }
    }
    return afterLetter && separators == 0;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static boolean isSeparator(String text, int at, int before) {
    char c = text.charAt(at);
    return switch (c) {
      case '.' -> before == 0;
      case '_' -> before == 0 || (before == 1 && text.charAt(at - 1) == '_');
      case '-' -> before == 0 || text.charAt(at - 1) == '-';
      default -> false;
    };
  }
}
