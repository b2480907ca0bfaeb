package dev.portwrit.gateway.decisionlog;

/** The words that name operations and events. */
final class Words {
  private static final int MAX_LENGTH = 64;

  private Words() {}

  static void require(String text) {
    boolean isWord =
        !text.isEmpty()
            && text.length() <= MAX_LENGTH
            && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '-');
    if (!isWord) {
      throw new IllegalArgumentException("`" + text + "` is not a lower-case word");
    }
  }
}
