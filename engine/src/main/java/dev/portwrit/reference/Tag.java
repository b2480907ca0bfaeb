package dev.portwrit.reference;

import java.util.Optional;

/**
 * A tag, such as {@code v1.4.2}: {@code [a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}}.
 *
 * <p>Source: OCI distribution specification, "Pulling manifests", {@code <reference>} as a tag.
 *
 * @param value the tag as written, never empty
 */
public record Tag(String value) implements Comparable<Tag> {
  /** The longest tag, in characters. */
  public static final int MAX_LENGTH = 128;

  private static final String SIGNING_PREFIX = "sha256-";
  private static final int SIGNING_LENGTH = SIGNING_PREFIX.length() + 64;

  /**
   * Checks the tag.
   *
   * @throws IllegalArgumentException if {@code value} is not a tag
   */
  public Tag {
    if (!isTag(value)) {
      throw new IllegalArgumentException("`" + value + "` is not a tag");
    }
  }

  /**
   * Reads a tag.
   *
   * @param text any text
   * @return the tag, or empty if the text is not one
   */
  public static Optional<Tag> parse(String text) {
    return isTag(text) ? Optional.of(new Tag(text)) : Optional.empty();
  }

  /**
   * Whether signing tools overwrite this tag by design: {@code sha256-} and 64 lower-case hex
   * digits, alone (the referrers fallback of the OCI specification) or with {@code .sig}, {@code
   * .att} or {@code .sbom} (cosign).
   *
   * @return true for a signing tag
   */
  public boolean isSigning() {
    if (!value.startsWith(SIGNING_PREFIX) || value.length() < SIGNING_LENGTH) {
      return false;
    }
    for (int i = SIGNING_PREFIX.length(); i < SIGNING_LENGTH; i++) {
      char c = value.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return switch (value.substring(SIGNING_LENGTH)) {
      case "", ".sig", ".att", ".sbom" -> true;
      default -> false;
    };
  }

  @Override
  public int compareTo(Tag other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean isTag(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH || !isWord(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isWord(c) && c != '.' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}
