package dev.portwrit.syntax;

import dev.portwrit.diagnostic.Place;
import java.util.List;
import java.util.Optional;

/** A value in a policy file, with its place. */
public sealed interface Node {
  /**
   * Where it begins. What an alias stands for keeps the place where it is written.
   *
   * @return a place in the file
   */
  Place place();

  /**
   * Text, as it is written: quotes and escapes are resolved, nothing else is.
   *
   * @param place where it begins, at the quote if there is one
   * @param text without control characters other than line ends and tabs
   */
  record Scalar(Place place, String text) implements Node {}

  /**
   * A value that is not there: nothing behind a colon or a dash, or {@code null}.
   *
   * @param place where the value would begin
   */
  record Missing(Place place) implements Node {}

  /**
   * A list.
   *
   * @param place where it begins
   * @param items in the order of the file
   */
  record Sequence(Place place, List<Node> items) implements Node {
    /** Copies the list. */
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /**
   * Keys and values.
   *
   * @param place where it begins
   * @param entries in the order of the file, no key twice
   */
  record Mapping(Place place, List<Entry> entries) implements Node {
    /** Copies the list. */
    public Mapping {
      entries = List.copyOf(entries);
    }

    /**
     * The value of a key.
     *
     * @param key the text of the key
     * @return the value, or empty if the key is not there
     */
    public Optional<Node> get(String key) {
      for (Entry entry : entries) {
        if (entry.key().text().equals(key)) {
          return Optional.of(entry.value());
        }
      }
      return Optional.empty();
    }
  }

  /**
   * A key and its value.
   *
   * @param key the key
   * @param value the value
   */
  record Entry(Scalar key, Node value) {}
}
