package dev.portwrit.language;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.syntax.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The values of a document that has been held against its table of keys. What does not fit was
 * reported then and is passed over here.
 */
final class Values {
  private final Node.Mapping mapping;

  Values(Node.Mapping mapping) {
    this.mapping = mapping;
  }

  Place place() {
    return mapping.place();
  }

  Optional<Place> placeOf(String key) {
    return mapping.get(key).map(Node::place);
  }

  /** The place of the key itself. */
  Optional<Place> placeOfKey(String key) {
    return mapping.entries().stream()
        .map(Node.Entry::key)
        .filter(one -> one.text().equals(key))
        .map(Node.Scalar::place)
        .findFirst();
  }

  Optional<Node.Scalar> text(String key) {
    return mapping.get(key).flatMap(Values::asText);
  }

  String textOrNothing(String key) {
    return text(key).map(Node.Scalar::text).orElse("");
  }

  /** The value of a key that is one of the words of an enumeration. */
  <E> Optional<E> word(String key, E[] words) {
    String text = textOrNothing(key);
    for (E word : words) {
      if (word.toString().equals(text)) {
        return Optional.of(word);
      }
    }
    return Optional.empty();
  }

  /** The texts in a list, as far as they can be read. */
  <T> List<T> list(String key, Function<Node.Scalar, Optional<T>> read) {
    List<T> values = new ArrayList<>();
    for (Node item : items(key)) {
      asText(item).flatMap(read).ifPresent(values::add);
    }
    return values;
  }

  /** The texts in a list with their places, as far as they can be read. */
  <T> List<Placed<T>> placedList(String key, Function<String, Optional<T>> read) {
    return list(
        key, text -> read.apply(text.text()).map(value -> new Placed<>(value, text.place())));
  }

  /** The mappings in a list. */
  List<Values> mappings(String key) {
    List<Values> values = new ArrayList<>();
    for (Node item : items(key)) {
      if (item instanceof Node.Mapping one) {
        values.add(new Values(one));
      }
    }
    return values;
  }

  /** The value of a key as a mapping; one without keys if it is none. */
  Values mapping(String key) {
    Optional<Node> value = mapping.get(key);
    return value.isPresent() && value.get() instanceof Node.Mapping one
        ? new Values(one)
        : new Values(new Node.Mapping(place(), List.of()));
  }

  /** The keys and values of a mapping. */
  List<Node.Entry> entries(String key) {
    return mapping(key).mapping.entries();
  }

  /** All keys whose values are texts, with these. */
  Map<String, String> allTexts() {
    Map<String, String> texts = new HashMap<>();
    for (Node.Entry entry : mapping.entries()) {
      asText(entry.value()).ifPresent(value -> texts.put(entry.key().text(), value.text()));
    }
    return texts;
  }

  /** The keys of a mapping whose values are texts, with these. */
  List<Texts> texts(String key) {
    List<Texts> texts = new ArrayList<>();
    for (Node.Entry entry : entries(key)) {
      asText(entry.value()).ifPresent(value -> texts.add(new Texts(entry.key(), value.text())));
    }
    return texts;
  }

  /** A key and the text behind it. */
  record Texts(Node.Scalar key, String text) {}

  private List<Node> items(String key) {
    return mapping
        .get(key)
        .map(node -> node instanceof Node.Sequence list ? list.items() : List.<Node>of())
        .orElse(List.of());
  }

  private static Optional<Node.Scalar> asText(Node node) {
    return node instanceof Node.Scalar text ? Optional.of(text) : Optional.empty();
  }
}
