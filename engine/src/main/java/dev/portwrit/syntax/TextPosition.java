package dev.portwrit.syntax;

import dev.portwrit.diagnostic.Place;

/** A position that moves forward through a text and knows its line and column. */
final class TextPosition {
  private final String text;
  private int offset;
  private int line = 1;
  private int column = 1;

  TextPosition(String text) {
    this.text = text;
  }

  int offset() {
    return offset;
  }

  int line() {
    return line;
  }

  Place place(String path) {
    return new Place(path, line, column);
  }

  /** Moves on to an offset in UTF-16 units; one that lies behind changes nothing. */
  void advanceTo(int target) {
    int end = Math.min(target, text.length());
    while (offset < end) {
      char c = text.charAt(offset);
      offset++;
      if (c == '\n' || (c == '\r' && !(offset < text.length() && text.charAt(offset) == '\n'))) {
        line++;
        column = 1;
      } else if (!Character.isLowSurrogate(c)) {
        column++;
      }
    }
  }

  /** Moves on by a number of code points. */
  void advanceBy(int codePoints) {
    int target = offset;
    for (int i = 0; i < codePoints && target < text.length(); i++) {
      target += Character.charCount(text.codePointAt(target));
    }
    advanceTo(target);
  }
}
