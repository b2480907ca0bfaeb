package dev.portwrit.registry.ecr.twin;

import java.util.regex.Pattern;

/** The wildcards of AWS: any text, and where a policy has them one character. */
final class Glob {
  private Glob() {}

  static boolean matches(String pattern, String text, boolean questionMarks) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*') {
        regex.append(".*");
      } else if (c == '?' && questionMarks) {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
  }
}
