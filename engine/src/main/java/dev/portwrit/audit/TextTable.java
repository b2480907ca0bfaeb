package dev.portwrit.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The texts of a column, each once, by the order in which they came. */
final class TextTable {
  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private String last = "";
  private int lastNumber = -1;

  int numberOf(String text) {
    if (lastNumber < 0 || !text.equals(last)) {
      last = text;
      lastNumber = numbers.computeIfAbsent(text, some -> numbers.size());
    }
    return lastNumber;
  }

  Set<String> texts() {
    return numbers.keySet();
  }
}
