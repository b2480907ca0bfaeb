package dev.portwrit.policy;

/** The names of people, teams, services, organizations and of what else policies define. */
public final class Names {
  /** The longest name, in characters. */
  public static final int MAX_LENGTH = 128;

  private Names() {}

  /**
   * Whether a text is a name: letters, digits, {@code . _ - + @}; at least one character, at most
   * 128.
   *
   * @param text any text
   * @return true for a name, without any slash
   */
  public static boolean isName(String text) {
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
