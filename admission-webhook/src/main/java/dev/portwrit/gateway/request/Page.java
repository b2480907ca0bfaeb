package dev.portwrit.gateway.request;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which part of a list a client wants.
 *
 * @param size the most entries it wants, not negative; empty where it does not say
 * @param last the entry behind which the part begins, of the grammar of the list's entries; empty
 *     for the beginning
 */
public record Page(OptionalInt size, Optional<String> last) {
  /** The whole list, or its first part if it is long. */
  public static final Page FIRST = new Page(OptionalInt.empty(), Optional.empty());

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Page {
    if (size.isPresent() && size.getAsInt() < 0) {
      throw new IllegalArgumentException("a page cannot have " + size.getAsInt() + " entries");
    }
  }
}
