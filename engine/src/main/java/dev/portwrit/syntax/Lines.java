package dev.portwrit.syntax;

/** The lines of a text of code points; offsets, lines and columns count from 0. */
final class Lines {
  private final int[] text;
  private final int[] lineOf;
  private final int[] starts;

  Lines(int[] text) {
    this.text = text;
    this.lineOf = new int[text.length + 1];
    int line = 0;
    for (int i = 0; i < text.length; i++) {
      lineOf[i] = line;
      if (text[i] == '\n') {
        line++;
      }
    }
    lineOf[text.length] = line;
    this.starts = new int[line + 1];
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        starts[lineOf[i] + 1] = i + 1;
      }
    }
  }

  int lineOf(int offset) {
    return lineOf[offset];
  }

  int columnOf(int offset) {
    return offset - starts[lineOf[offset]];
  }

  /** The offset of the line feed that ends the line of an offset, or the end of the text. */
  int endOf(int offset) {
    int line = lineOf[offset];
    return line + 1 < starts.length ? starts[line + 1] - 1 : text.length;
  }

  /** Whether there is nothing before an offset in its line. */
  boolean isBlankBefore(int offset) {
    return isBlank(starts[lineOf[offset]], offset);
  }

  /** Whether there is nothing in the line before that of an offset. */
  boolean isBlankLineBefore(int offset) {
    int line = lineOf[offset];
    return line > 0 && isBlank(starts[line - 1], starts[line] - 1);
  }

  private boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] != ' ' && text[i] != '\t') {
        return false;
      }
    }
    return true;
  }
}
