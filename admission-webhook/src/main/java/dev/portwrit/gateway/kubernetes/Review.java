package dev.portwrit.gateway.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.Optional;

/**
 * The request of an {@code AdmissionReview} of {@code admission.k8s.io/v1}.
 *
 * @param uid what the answer must repeat
 * @param operation {@code CREATE}, {@code UPDATE}, {@code DELETE}, {@code CONNECT}, or what comes
 *     after them
 * @param group the API group of the object; empty for the core
 * @param kind the kind of the object
 * @param namespace where the object is; empty if it is in none
 * @param object what is to be kept; empty for a delete
 * @param before what is kept now, for an update
 * @param isDryRun whether nothing will be kept
 */
record Review(
    String uid,
    String operation,
    String group,
    String kind,
    String namespace,
    Optional<JsonObject> object,
    Optional<JsonObject> before,
    boolean isDryRun) {
  static final String API_VERSION = "admission.k8s.io/v1";
  static final String KIND = "AdmissionReview";

  // A pod is some 10 deep; the bound keeps what reads by recursion from a deep stack.
  private static final Map<String, ?> STRICT =
      Map.of(
          JsonConfig.KEY_STRATEGY,
          JsonConfig.KeyStrategy.NONE,
          "org.eclipse.parsson.maxDepth",
          200);
  private static final JsonReaderFactory READERS = Json.createReaderFactory(STRICT);
  private static final JsonParserFactory PARSERS = Json.createParserFactory(STRICT);

  /** What cannot be answered, because it is no review. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message, null, false, false);
    }
  }

  static Review parse(byte[] body) throws Unreadable {
    JsonObject review = read(body);
    if (!text(review, "apiVersion").equals(API_VERSION) || !text(review, "kind").equals(KIND)) {
      throw new Unreadable("the body is no `" + KIND + "` of `" + API_VERSION + "`");
    }
    JsonObject request =
        object(review, "request").orElseThrow(() -> new Unreadable("the review has no `request`"));
    if (text(request, "uid").isEmpty()) {
      throw new Unreadable("the review has no `uid`");
    }
    JsonObject kind = object(request, "kind").orElse(JsonObject.EMPTY_JSON_OBJECT);
    return new Review(
        text(request, "uid"),
        text(request, "operation"),
        text(kind, "group"),
        text(kind, "kind"),
        text(request, "namespace"),
        object(request, "object"),
        object(request, "oldObject"),
        request.getBoolean("dryRun", false));
  }

  private static JsonObject read(byte[] body) throws Unreadable {
    String text;
    try {
      // The reader would put something in the place of bytes that are not UTF-8.
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new Unreadable("the body is not UTF-8");
    }
    try (JsonReader reader = READERS.createReader(new StringReader(text))) {
      JsonObject object = reader.readObject();
      if (isAllOf(text)) {
        return object;
      }
    } catch (RuntimeException e) {
      // Parsson's own exceptions, and for what is nested too deeply none of them.
    }
    throw new Unreadable("the body is not one JSON object");
  }

  /**
   * Whether nothing stands behind the object: the reader leaves it, while the parser would let a
   * key stand twice.
   */
  private static boolean isAllOf(String text) {
    try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
      parser.next();
      parser.skipObject();
      return !parser.hasNext();
    }
  }

  private static Optional<JsonObject> object(JsonObject parent, String key) {
    return parent.get(key) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  private static String text(JsonObject object, String key) {
    return object.get(key) instanceof JsonString string ? string.getString() : "";
  }
}
