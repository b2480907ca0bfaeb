package dev.portwrit.policy;

/** The names of people, teams, services and organizations. */
final class Names {
  /** The longest name, in characters. */
  static final int MAX_LENGTH = 128;

  private Names() {}

  /** Letters, digits, {@code . _ - + @}; at least one character, at most 128. */
  static boolean isName(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    return text.chars().allMatch(Names::isNameCharacter);
  }

  static void require(String text) {
    if (!isName(text)) {
      throw new IllegalArgumentException("`" + text + "` is not a name");
    }
  }

  private static boolean isNameCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "._-+@".indexOf(c) >= 0;
  }
}
