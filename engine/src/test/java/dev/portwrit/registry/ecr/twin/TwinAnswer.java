package dev.portwrit.registry.ecr.twin;

import java.util.Map;

/**
 * What a request is answered.
 *
 * @param status of HTTP; 0 where the connection ends without a word
 * @param text the body
 * @param headers besides
 */
public record TwinAnswer(int status, String text, Map<String, String> headers) {
  static final TwinAnswer NONE = new TwinAnswer(0, "", Map.of());

  static TwinAnswer of(int status, String text) {
    return new TwinAnswer(status, text, Map.of());
  }
}
