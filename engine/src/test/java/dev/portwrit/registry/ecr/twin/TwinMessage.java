package dev.portwrit.registry.ecr.twin;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it comes in.
 *
 * @param method such as {@code POST}
 * @param headers by their names, in whatever case
 * @param body what was sent
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and nobody changes what came in
public record TwinMessage(String method, Map<String, List<String>> headers, byte[] body) {
  /** Headers are found in any case. */
  public TwinMessage {
    Map<String, List<String>> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    any.putAll(headers);
    headers = any;
  }

  Optional<String> header(String name) {
    return values(name).stream().findFirst();
  }

  List<String> values(String name) {
    return headers.getOrDefault(name, List.of());
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
