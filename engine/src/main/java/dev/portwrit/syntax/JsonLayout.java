package dev.portwrit.syntax;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays out JSON: an entry a line, and in one line what goes into one. */
final class JsonLayout {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonLayout() {}

  /** Lays out JSON in which there is no problem. */
  static String format(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      List<String> lines = lines(parser, parser.nextToken(), "", 0);
      return String.join("\n", lines) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException("JSON that was read can be read again", e);
    }
  }

  /** The lines of a value; the first begins with a key, if there is one, and is not indented. */
  private static List<String> lines(
      JsonParser parser, @Nullable JsonToken token, String key, int indent) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      return List.of(key + quote(parser.getText()));
    }
    if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
      return List.of(key + parser.getText());
    }
    boolean object = token == JsonToken.START_OBJECT;
    JsonToken end = object ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
    List<List<String>> values = new ArrayList<>();
    for (JsonToken next = parser.nextToken(); next != end; next = parser.nextToken()) {
      String name = object ? quote(parser.currentName()) + ": " : "";
      JsonToken value = object ? parser.nextToken() : next;
      values.add(lines(parser, value, name, indent + 2));
    }
    String line = key + inOneLine(values, object);
    boolean one = values.stream().allMatch(value -> value.size() == 1);
    boolean top = indent == 0 && !values.isEmpty();
    if (one && !top && indent + line.codePointCount(0, line.length()) < ScalarLayout.WIDTH) {
      return List.of(line);
    }
    return inLines(key, values, object);
  }

  private static String inOneLine(List<List<String>> values, boolean object) {
    String all = String.join(", ", values.stream().map(value -> value.get(0)).toList());
    return object ? "{" + all + "}" : "[" + all + "]";
  }

  private static List<String> inLines(String key, List<List<String>> values, boolean object) {
    List<String> lines = new ArrayList<>();
    lines.add(key + (object ? "{" : "["));
    for (int i = 0; i < values.size(); i++) {
      values.get(i).forEach(line -> lines.add("  " + line));
      if (i + 1 < values.size()) {
        int last = lines.size() - 1;
        lines.set(last, lines.get(last) + ",");
      }
    }
    lines.add(object ? "}" : "]");
    return lines;
  }

  private static String quote(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }
}
