package dev.portwrit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much of a comment is left. GitHub refuses a comment of more than 65,536 characters, and drops
 * a step summary of more than 1 MiB; what Portwrit writes is ASCII, so characters are bytes.
 */
final class CommentRoom {
  private int left;

  CommentRoom(int characters) {
    this.left = characters;
  }

  /** What a comparison takes, without its headings. */
  static CommentRoom ofComparison() {
    return new CommentRoom(45_000);
  }

  /** Takes room for the lines, all of them or none. */
  boolean take(String... lines) {
    return take(Stream.of(lines).mapToInt(line -> line.length() + 1).sum());
  }

  /** Takes room for so many characters, or none. */
  boolean take(int wanted) {
    if (wanted > left) {
      return false;
    }
    left -= wanted;
    return true;
  }

  /** Those of the lines for which there is room; the caller says how many there are besides. */
  List<String> taken(List<String> lines) {
    List<String> some = new ArrayList<>();
    for (String line : lines) {
      if (take(line)) {
        some.add(line);
      }
    }
    return some;
  }

  /** Whether there is no room even for a short line. */
  boolean isFull() {
    return left < 80;
  }
}
