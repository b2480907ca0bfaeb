package dev.portwrit.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.function.IntUnaryOperator;

/**
 * A list of numbers in which a number below zero says how often the one before it comes again:
 * {@code [3, 0, -2]} is 3, 0, 0, 0. What rows and cells have in common takes no room so.
 */
final class RunLengths {
  private RunLengths() {}

  /**
   * Writes a list.
   *
   * @param count how many numbers there are
   * @param number each of them by its place; none is below zero
   */
  static void write(JsonGenerator json, int count, IntUnaryOperator number) throws IOException {
    json.writeStartArray();
    int at = 0;
    while (at < count) {
      int one = number.applyAsInt(at);
      int end = at + 1;
      while (end < count && number.applyAsInt(end) == one) {
        end++;
      }
      json.writeNumber(one);
      if (end > at + 1) {
        json.writeNumber(at + 1 - end);
      }
      at = end;
    }
    json.writeEndArray();
  }
}
