package dev.portwrit.guardrail;

import java.util.ArrayList;
import java.util.List;

/**
 * Values as Rego writes them: JSON, and sets between braces. The policy writes them without spaces;
 * OPA puts one behind each comma and colon.
 */
final class RegoText {
  private RegoText() {}

  /**
   * The elements of an array, spaced as OPA does.
   *
   * @param array an array as the policy writes it
   */
  static List<String> elements(String array) {
    List<String> elements = new ArrayList<>();
    StringBuilder element = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < array.length(); i++) {
      char c = array.charAt(i);
      if (c == '"') {
        int end = endOfString(array, i);
        element.append(array, i, end + 1);
        i = end;
        continue;
      }
      boolean opens = c == '[' || c == '{' || c == '(';
      boolean closes = c == ']' || c == '}' || c == ')';
      depth += opens ? 1 : closes ? -1 : 0;
      if ((c == ',' && depth == 1) || (closes && depth == 0)) {
        add(elements, element);
      } else if (depth > 1 || !opens) {
        element.append(c).append(c == ',' || c == ':' ? " " : "");
      }
    }
    return elements;
  }

  private static void add(List<String> elements, StringBuilder element) {
    String text = element.toString().strip();
    if (!text.isEmpty()) {
      elements.add(text);
    }
    element.setLength(0);
  }

  private static int endOfString(String text, int start) {
    int i = start + 1;
    while (text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }
}
