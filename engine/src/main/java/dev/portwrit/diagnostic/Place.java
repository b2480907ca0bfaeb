package dev.portwrit.diagnostic;

import java.util.Comparator;

/**
 * A place in a policy file.
 *
 * @param file the path below the root of the workspace, with forward slashes
 * @param line the line, from 1
 * @param column the column in characters (code points), from 1
 */
public record Place(String file, int line, int column) implements Comparable<Place> {
  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::file, Place::compareByBytes)
          .thenComparingInt(Place::line)
          .thenComparingInt(Place::column);

  /**
   * Checks the place.
   *
   * @throws IllegalArgumentException if the line or the column is below 1
   */
  public Place {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("a place counts from 1: " + line + ":" + column);
    }
  }

  /**
   * The order of files by the bytes of their paths, then of lines, then of columns.
   *
   * @param other another place
   * @return as {@link Comparable} says
   */
  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  // The bytes of UTF-8 are in the order of the code points; the halves of surrogate pairs are not.
  private static int compareByBytes(String left, String right) {
    if (left.equals(right)) {
      return 0;
    }
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean pairs = Character.isSurrogate(a) != Character.isSurrogate(b);
        return pairs
            ? Integer.compare(left.codePointAt(i), right.codePointAt(i))
            : Character.compare(a, b);
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  @Override
  public String toString() {
    return Printable.escape(file) + ":" + line + ":" + column;
  }
}
