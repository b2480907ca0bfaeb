package dev.portwrit.registry.ecr.twin;

/** The wildcards of AWS: any text, and where a policy has them one character. */
final class Glob {
  private Glob() {}

  /** Whether the whole text matches. */
  static boolean matches(String pattern, String text, boolean questionMarks) {
    return matches(pattern, 0, text, 0, questionMarks);
  }

  private static boolean matches(
      String pattern, int from, String text, int at, boolean questionMarks) {
    int next = at;
    for (int i = from; i < pattern.length(); i++, next++) {
      char c = pattern.charAt(i);
      if (c == '*') {
        for (int rest = next; rest <= text.length(); rest++) {
          if (matches(pattern, i + 1, text, rest, questionMarks)) {
            return true;
          }
        }
        return false;
      }
      if (next == text.length() || (c != text.charAt(next) && !(c == '?' && questionMarks))) {
        return false;
      }
    }
    return next == text.length();
  }
}
