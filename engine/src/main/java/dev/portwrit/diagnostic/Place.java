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
      Comparator.comparing(Place::file)
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

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return Printable.escape(file) + ":" + line + ":" + column;
  }
}
