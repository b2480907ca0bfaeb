package dev.portwrit.syntax;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.diagnostic.Problems;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the nodes of one file, counts them, and checks what YAML and JSON have in common. */
final class NodeBuilder {
  private static final int LONGEST_SHARED_TEXT = 64;

  private final String path;
  private final Problems problems;
  private final Map<String, String> sharedTexts = new HashMap<>();
  private int values;

  NodeBuilder(String path, Problems problems) {
    this.path = path;
    this.problems = problems;
  }

  String path() {
    return path;
  }

  int values() {
    return values;
  }

  void error(Place place, Code code, String message, String help) {
    problems.error(place, code, message, help);
  }

  /** Counts values that are made or repeated, and says whether there may be so many. */
  boolean count(int more) {
    values += Math.min(more, Limits.MAX_FILE_VALUES);
    return values <= Limits.MAX_FILE_VALUES;
  }

  /** Whether reading on is in vain: there are too many values, or too many problems. */
  boolean isFull() {
    return values > Limits.MAX_FILE_VALUES || problems.isFull();
  }

  /** Text that is written again and again is kept once. */
  Node.Scalar scalar(Place place, String text) {
    checkCharacters(place, text);
    String kept =
        text.length() > LONGEST_SHARED_TEXT
            ? text
            : sharedTexts.computeIfAbsent(text, same -> same);
    return new Node.Scalar(place, kept);
  }

  /** Reports each key that stands there twice and keeps the first. */
  Node.Mapping mapping(Place place, List<Node.Entry> entries) {
    Set<String> keys = new HashSet<>();
    List<Node.Entry> kept = entries.stream().filter(entry -> isFirst(entry.key(), keys)).toList();
    return new Node.Mapping(place, kept);
  }

  private boolean isFirst(Node.Scalar key, Set<String> keys) {
    if (keys.add(key.text())) {
      return true;
    }
    error(
        key.place(),
        Code.DUPLICATE_KEY,
        "the key " + Printable.quote(key.text()) + " is there twice",
        "keep one of them");
    return false;
  }

  // Written as it is, a character that is not allowed was found before; an escape can hide one.
  private void checkCharacters(Place place, String text) {
    int bad = -1;
    for (int i = 0; i < text.length() && bad < 0; i++) {
      char c = text.charAt(i);
      if (!FileText.isAllowed(c) && !isPair(text, i)) {
        bad = c;
      }
    }
    if (bad >= 0) {
      error(
          place,
          Code.CONTROL_CHARACTER,
          "the character "
              + Printable.quote(Character.toString(bad))
              + " is not allowed in a value",
          "remove it");
    }
  }

  private static boolean isPair(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c) && at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
