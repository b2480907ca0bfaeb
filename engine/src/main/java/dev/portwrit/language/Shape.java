package dev.portwrit.language;

import static java.util.stream.Collectors.joining;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.diagnostic.Problems;
import dev.portwrit.diagnostic.Suggestion;
import dev.portwrit.syntax.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a value in a policy has to be. */
sealed interface Shape {
  /** What it is called in a message, such as {@code a list}. */
  String noun();

  /** Whether a node is of this kind at all, whatever is in it. */
  boolean fits(Node node);

  /** Reports what is wrong in a node that fits. */
  void checkContent(Node node, Problems problems);

  /**
   * Reports what is wrong with a value.
   *
   * @param what what the value belongs to, such as {@code `to`}
   */
  default void check(Node node, String what, Problems problems) {
    if (node instanceof Node.Missing) {
      problems.error(
          node.place(),
          Code.MISSING_VALUE,
          what + " has no value",
          "write " + noun() + " or remove it; text that YAML reads as nothing needs quotes");
    } else if (fits(node)) {
      checkContent(node, problems);
    } else {
      problems.error(
          node.place(),
          Code.WRONG_SHAPE,
          what + " is " + noun() + ", not " + nounOf(node),
          "write " + example());
    }
  }

  /** How it is written. */
  String example();

  /** The same as a JSON Schema, as far as one can say it. */
  Map<String, Object> schema();

  private static String nounOf(Node node) {
    if (node instanceof Node.Sequence) {
      return "a list";
    }
    return node instanceof Node.Mapping ? "keys with values" : "text";
  }

  /** Text of some form. */
  record Text(TextForm form) implements Shape {
    @Override
    public String noun() {
      return "text";
    }

    @Override
    public boolean fits(Node node) {
      return node instanceof Node.Scalar;
    }

    @Override
    public void checkContent(Node node, Problems problems) {
      form.flaw(((Node.Scalar) node).text())
          .ifPresent(
              flaw -> problems.error(node.place(), flaw.code(), flaw.message(), flaw.help()));
    }

    @Override
    public String example() {
      return "one text behind the colon";
    }

    @Override
    public Map<String, Object> schema() {
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put("type", List.of("string", "number", "boolean"));
      if (!form.pattern().isEmpty()) {
        schema.put("pattern", form.pattern());
      }
      return schema;
    }
  }

  /**
   * One of few words.
   *
   * @param name what one of them is called
   * @param plural what several of them are called
   * @param refused words that are right elsewhere, and what to say of them here
   */
  record Choice(
      String name, String plural, Code code, List<String> words, Map<String, Flaw> refused)
      implements Shape {
    Choice(String name, String plural, Code code, List<String> words) {
      this(name, plural, code, words, Map.of());
    }

    @Override
    public String noun() {
      return "text";
    }

    @Override
    public boolean fits(Node node) {
      return node instanceof Node.Scalar;
    }

    @Override
    public void checkContent(Node node, Problems problems) {
      String text = ((Node.Scalar) node).text();
      if (!words.contains(text)) {
        Flaw flaw = Optional.ofNullable(refused.get(text)).orElseGet(() -> unknown(text));
        problems.error(node.place(), flaw.code(), flaw.message(), flaw.help());
      }
    }

    private Flaw unknown(String text) {
      String article = "aeiou".indexOf(name.charAt(0)) < 0 ? "a " : "an ";
      String nearest = words.size() > 1 ? Suggestion.didYouMean(text, words) : "";
      String all = words.stream().map(Printable::quote).collect(joining(", "));
      return new Flaw(
          code,
          name + " " + Printable.quote(text) + " is not " + article + name,
          plural + " are " + all + (nearest.isEmpty() ? "" : "; " + nearest));
    }

    @Override
    public String example() {
      return "one of " + words.stream().map(Printable::quote).collect(joining(", "));
    }

    // What YAML and JSON take for a number or a boolean may stand there as one.
    @Override
    public Map<String, Object> schema() {
      List<Object> values = new ArrayList<>();
      for (String word : words) {
        values.add(word);
        if (word.equals("true") || word.equals("false")) {
          values.add(Boolean.valueOf(word));
        } else if (word.matches("[0-9]+")) {
          values.add(Integer.valueOf(word));
        }
      }
      return Map.of("enum", values);
    }
  }

  /** A list. */
  record Listing(Shape item, boolean mayBeEmpty) implements Shape {
    @Override
    public String noun() {
      return "a list";
    }

    @Override
    public boolean fits(Node node) {
      return node instanceof Node.Sequence;
    }

    @Override
    public void checkContent(Node node, Problems problems) {
      List<Node> items = ((Node.Sequence) node).items();
      if (items.isEmpty() && !mayBeEmpty) {
        problems.error(
            node.place(), Code.EMPTY_VALUE, "there is nothing in this list", "name at least one");
      }
      items.forEach(one -> item.check(one, "an entry", problems));
    }

    @Override
    public String example() {
      return "a list, such as `[…]`";
    }

    @Override
    public Map<String, Object> schema() {
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put("type", "array");
      schema.put("items", item.schema());
      if (!mayBeEmpty) {
        schema.put("minItems", 1);
      }
      return schema;
    }
  }

  /** Keys that the writer chooses, with values. */
  record Dictionary(TextForm key, Shape value) implements Shape {
    @Override
    public String noun() {
      return "keys with values";
    }

    @Override
    public boolean fits(Node node) {
      return node instanceof Node.Mapping;
    }

    @Override
    public void checkContent(Node node, Problems problems) {
      for (Node.Entry entry : ((Node.Mapping) node).entries()) {
        new Text(key).checkContent(entry.key(), problems);
        value.check(entry.value(), Printable.quote(entry.key().text()), problems);
      }
    }

    @Override
    public String example() {
      return "keys with values, such as `{…: …}`";
    }

    @Override
    public Map<String, Object> schema() {
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put("type", "object");
      schema.put("propertyNames", Map.of("pattern", key.pattern()));
      schema.put("additionalProperties", value.schema());
      return schema;
    }
  }

  /** Keys that the language chooses, with values. */
  record Fields(List<Key> keys) implements Shape {
    @Override
    public String noun() {
      return "keys with values";
    }

    @Override
    public boolean fits(Node node) {
      return node instanceof Node.Mapping;
    }

    @Override
    public void checkContent(Node node, Problems problems) {
      Node.Mapping mapping = (Node.Mapping) node;
      for (Node.Entry entry : mapping.entries()) {
        Optional<Key> known = find(entry.key().text());
        if (known.isPresent()) {
          known.get().shape().check(entry.value(), "`" + known.get().name() + "`", problems);
        } else {
          reportUnknown(entry.key(), problems);
        }
      }
      for (Key key : keys) {
        if (key.required() && mapping.get(key.name()).isEmpty()) {
          reportMissing(mapping, key, problems);
        }
      }
    }

    private Optional<Key> find(String name) {
      for (Key key : keys) {
        if (key.name().equals(name)) {
          return Optional.of(key);
        }
      }
      return Optional.empty();
    }

    @Override
    public String example() {
      return keys.stream()
          .filter(Key::required)
          .map(key -> key.name() + ": …")
          .collect(joining(", ", "keys with values, such as `{", "}`"));
    }

    @Override
    public Map<String, Object> schema() {
      Map<String, Object> properties = new LinkedHashMap<>();
      for (Key key : keys) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("description", key.about());
        property.putAll(key.shape().schema());
        properties.put(key.name(), property);
      }
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put("type", "object");
      schema.put("properties", properties);
      schema.put("required", keys.stream().filter(Key::required).map(Key::name).toList());
      schema.put("additionalProperties", false);
      return schema;
    }

    private void reportUnknown(Node.Scalar key, Problems problems) {
      List<String> names = keys.stream().map(Key::name).toList();
      String nearest = Suggestion.didYouMean(key.text(), names);
      String all = names.stream().map(Printable::quote).collect(joining(", "));
      problems.error(
          key.place(),
          Code.UNKNOWN_KEY,
          "key " + Printable.quote(key.text()) + " is not known here",
          "keys are " + all + (nearest.isEmpty() ? "" : "; " + nearest));
    }

    private static void reportMissing(Node.Mapping mapping, Key key, Problems problems) {
      problems.error(
          mapping.place(),
          Code.MISSING_KEY,
          "key `" + key.name() + "` is missing",
          "write `" + key.name() + ": …`: " + key.about());
    }
  }
}
