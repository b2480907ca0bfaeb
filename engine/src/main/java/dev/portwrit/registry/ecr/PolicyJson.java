package dev.portwrit.registry.ecr;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonConfig;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** JSON as policy documents have it: one object, no key twice, within bounds. */
final class PolicyJson {
  // Managed policies have 6,144 characters, repository policies 10,240, lifecycle policies 30,720;
  // IAM counts no white space, so that what it gives may be longer.
  private static final int LONGEST = 262_144;

  private static final Map<String, ?> STRICT =
      Map.of(
          JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE, "org.eclipse.parsson.maxDepth", 50);

  /**
   * What makes JSON. {@code Json} itself looks for it at each call, which took most of the time of
   * a plan.
   */
  static final JsonProvider JSON = JsonProvider.provider();

  private static final JsonReaderFactory READERS = JSON.createReaderFactory(STRICT);
  private static final JsonParserFactory PARSERS = JSON.createParserFactory(STRICT);

  private PolicyJson() {}

  static JsonObject read(String text) throws UnreadablePolicy {
    if (text.length() > LONGEST) {
      throw new UnreadablePolicy("it has more than " + LONGEST + " characters");
    }
    try (JsonReader reader = READERS.createReader(new StringReader(text))) {
      JsonObject object = reader.readObject();
      if (isAllOf(text)) {
        return object;
      }
    } catch (RuntimeException e) {
      // Parsson's own exceptions, and for what is nested too deeply none of them.
    }
    throw new UnreadablePolicy("it is not one JSON object with each key once");
  }

  // The reader leaves what stands behind the object, while the parser lets a key stand twice.
  private static boolean isAllOf(String text) {
    try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
      parser.next();
      parser.skipObject();
      return !parser.hasNext();
    }
  }

  /** The object behind a key; empty where there is none. */
  static JsonObject object(JsonObject parent, String key) throws UnreadablePolicy {
    JsonValue value = parent.get(key);
    if (value == null) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new UnreadablePolicy("`" + key + "` is no object");
  }

  /** The value behind a key. */
  static JsonValue value(JsonObject parent, String key) throws UnreadablePolicy {
    JsonValue value = parent.get(key);
    if (value == null) {
      throw new UnreadablePolicy("`" + key + "` is missing");
    }
    return value;
  }

  /** The text behind a key. */
  static String text(JsonObject parent, String key) throws UnreadablePolicy {
    if (parent.get(key) instanceof JsonString text) {
      return text.getString();
    }
    throw new UnreadablePolicy("`" + key + "` is no text");
  }

  /** One text or a list of them, of which there has to be one; numbers and booleans as text. */
  static SortedSet<String> texts(JsonValue value, String what) throws UnreadablePolicy {
    SortedSet<String> texts = new TreeSet<>();
    if (value instanceof JsonArray array) {
      for (JsonValue one : array) {
        texts.add(scalar(one, what));
      }
    } else {
      texts.add(scalar(value, what));
    }
    if (texts.isEmpty()) {
      throw new UnreadablePolicy("`" + what + "` is empty");
    }
    return Collections.unmodifiableSortedSet(texts);
  }

  private static String scalar(JsonValue value, String what) throws UnreadablePolicy {
    if (value instanceof JsonString text) {
      return text.getString();
    }
    if (value instanceof JsonNumber || value == JsonValue.TRUE || value == JsonValue.FALSE) {
      return value.toString();
    }
    throw new UnreadablePolicy("`" + what + "` is neither text nor a list of texts");
  }

  static JsonArray array(Collection<String> texts) {
    JsonArrayBuilder array = JSON.createArrayBuilder();
    texts.forEach(array::add);
    return array.build();
  }

  /** Refuses keys that are not understood, since they could change what the others mean. */
  static void onlyKeys(JsonObject object, Set<String> known) throws UnreadablePolicy {
    for (String key : object.keySet()) {
      if (!known.contains(key)) {
        throw new UnreadablePolicy("the element `" + key + "` is not known");
      }
    }
  }
}
