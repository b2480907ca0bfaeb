package dev.portwrit.gateway.bypass;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came back.
 *
 * @param status of the first final answer; 0 if the connection or stream ended without one
 * @param headers of that answer
 * @param everything all bytes that came, heads included, as one character each
 */
record WireAnswer(int status, List<Field> headers, String everything) {
  static final WireAnswer NONE = new WireAnswer(0, List.of(), "");

  WireAnswer {
    headers = List.copyOf(headers);
  }

  Optional<String> header(String name) {
    return headers.stream()
        .filter(field -> field.name().toLowerCase(Locale.ROOT).equals(name))
        .map(Field::value)
        .findFirst();
  }

  boolean isSuccess() {
    return status >= 200 && status < 400;
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
