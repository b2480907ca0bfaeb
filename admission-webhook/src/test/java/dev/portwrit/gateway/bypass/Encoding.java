package dev.portwrit.gateway.bypass;

import java.util.Locale;
import java.util.Random;

/** Which characters of a path's segments are written in percent form. None of it may matter. */
enum Encoding {
  NONE,
  SOME_LETTERS,
  SOME_LETTERS_IN_LOWER_HEX,
  MARKS,
  EVERYTHING;

  String apply(String path, Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      text.append(c != '/' && isChosen(c, random) ? percent(c) : Character.toString(c));
    }
    return text.toString();
  }

  private boolean isChosen(char c, Random random) {
    return switch (this) {
      case NONE -> false;
      case SOME_LETTERS, SOME_LETTERS_IN_LOWER_HEX -> random.nextInt(4) == 0;
      case MARKS -> !Character.isLetterOrDigit(c);
      case EVERYTHING -> true;
    };
  }

  private String percent(char c) {
    String text = String.format(Locale.ROOT, "%%%02X", (int) c);
    return this == SOME_LETTERS_IN_LOWER_HEX ? text.toLowerCase(Locale.ROOT) : text;
  }
}
