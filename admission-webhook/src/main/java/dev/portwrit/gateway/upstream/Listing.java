package dev.portwrit.gateway.upstream;

import java.util.List;

/**
 * A list that the registry gave, page by page.
 *
 * @param <T> what it lists
 */
public sealed interface Listing<T> {
  /**
   * The whole list.
   *
   * @param <T> what it lists
   * @param entries in the order of the registry
   */
  record Complete<T>(List<T> entries) implements Listing<T> {
    /** Copies the list. */
    public Complete {
      entries = List.copyOf(entries);
    }
  }

  /**
   * A page did not come, or could not be read, so nothing may be concluded from those that did.
   *
   * @param <T> what it lists
   * @param cause what went wrong, one line
   */
  record Incomplete<T>(String cause) implements Listing<T> {}
}
