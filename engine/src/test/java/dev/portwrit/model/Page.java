package dev.portwrit.model;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A policy file as it is written, which knows at what place it has arrived. */
final class Page {
  private final String file;
  private final StringBuilder text = new StringBuilder();
  private int line = 1;
  private int column = 1;

  Page(String file) {
    this.file = file;
  }

  Place here() {
    return new Place(file, line, column);
  }

  Page put(String words) {
    words
        .codePoints()
        .forEach(
            c -> {
              text.appendCodePoint(c);
              line += c == '\n' ? 1 : 0;
              column = c == '\n' ? 1 : column + 1;
            });
    return this;
  }

  /** Begins a document, with a line between it and the one before. */
  Page begin() {
    return text.isEmpty() ? this : put("---\n");
  }

  /** A key and its value on a line, unless the value is empty. */
  Page put(String key, String value) {
    return value.isEmpty() ? this : put(key + ": " + quoted(value) + "\n");
  }

  /** A key and its list on a line, unless the list is empty. */
  <T> Page put(String key, List<T> values, Function<T, String> form) {
    return values.isEmpty() ? this : put(key + ": ").list(values, form).put("\n");
  }

  /** A key and its subjects on a line, unless there are none; the same members at their places. */
  List<Member> members(String key, List<Member> members) {
    if (members.isEmpty()) {
      return members;
    }
    put(key + ": [");
    List<Member> placed = new ArrayList<>();
    for (Member member : members) {
      put(placed.isEmpty() ? "" : ", ");
      placed.add(new Member(member.subject(), here()));
      put(quoted(member.subject().toString()));
    }
    put("]\n");
    return placed;
  }

  private <T> Page list(List<T> values, Function<T, String> form) {
    put("[");
    for (int i = 0; i < values.size(); i++) {
      put(i == 0 ? "" : ", ").put(quoted(form.apply(values.get(i))));
    }
    return put("]");
  }

  /** A scalar that reads back as this text, plain where it can be. */
  static String quoted(String value) {
    if (value.matches("[A-Za-z0-9](?:[A-Za-z0-9._/+@-]|:(?=[A-Za-z0-9]))*")) {
      return value;
    }
    StringBuilder quoted = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (c < ' ') {
                quoted.append("\\x%02x".formatted(c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }

  String text() {
    return text.toString();
  }
}
