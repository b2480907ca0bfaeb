package dev.portwrit.registry.hub.twin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A request, as its handler meets it.
 *
 * @param path its segments behind {@code /v2}, decoded
 * @param query its parameters
 * @param body the JSON of its body; a missing node if it has none
 * @param caller whose it is
 * @param address where the twin is, for links
 */
record TwinRequest(
    List<String> path, Map<String, String> query, JsonNode body, Caller caller, String address) {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final int DEFAULT_SIZE = 10;
  private static final int LARGEST_SIZE = 100;

  /** What a call does. */
  @FunctionalInterface
  interface Handler {
    TwinAnswer answer(TwinRequest request);
  }

  /**
   * An answer.
   *
   * @param body a missing node for none
   */
  record TwinAnswer(int status, JsonNode body) {
    static TwinAnswer ok(JsonNode body) {
      return new TwinAnswer(200, body);
    }

    static TwinAnswer none() {
      return new TwinAnswer(204, JSON.missingNode());
    }
  }

  /**
   * A call by its name.
   *
   * @param writes whether it changes something
   */
  record Route(String name, boolean writes, Handler handler) {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  String at(int segment) {
    return path.get(segment);
  }

  String text(String key) {
    JsonNode value = body.path(key);
    if (!value.isTextual()) {
      throw TwinRefusal.bad("`" + key + "` is required");
    }
    return value.asText();
  }

  boolean flag(String key) {
    JsonNode value = body.path(key);
    if (!value.isBoolean()) {
      throw TwinRefusal.bad("`" + key + "` is required");
    }
    return value.asBoolean();
  }

  /**
   * One page of a listing. Source: Docker Hub API, schema {@code page}; {@code
   * listNamespaceRepositories}: pages from 1, of 10 unless asked, of 100 at most, and 404 past the
   * end. That other listings are paged alike is inferred.
   *
   * @param total the name of the number of all
   */
  TwinAnswer page(List<ObjectNode> all, String total) {
    int page = number("page", 1);
    int size = number("page_size", DEFAULT_SIZE);
    if (page < 1 || size < 1 || size > LARGEST_SIZE) {
      throw TwinRefusal.bad("page or page_size is out of range");
    }
    int from = Math.min(all.size(), (page - 1) * size);
    if (page > 1 && from >= all.size()) {
      throw new TwinRefusal(404, "page not found");
    }
    int to = Math.min(all.size(), from + size);
    ObjectNode answer = object().put(total, all.size());
    answer.put("next", to < all.size() ? link(page + 1, size) : null);
    answer.put("previous", page > 1 ? link(page - 1, size) : null);
    ArrayNode results = answer.putArray("results");
    all.subList(from, to).forEach(results::add);
    return TwinAnswer.ok(answer);
  }

  int number(String key, int otherwise) {
    String text = query.get(key);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("[0-9]{1,6}")) {
      throw TwinRefusal.bad("`" + key + "` is no number");
    }
    return Integer.parseInt(text);
  }

  private String link(int page, int size) {
    return address + "/v2/" + String.join("/", path) + "?page=" + page + "&page_size=" + size;
  }
}
