package dev.portwrit.gateway.decisionlog;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that an auditor must know to read the decisions: a policy commit was accepted, the
 * gateway started, the log missed some lines.
 *
 * <p>The log itself writes two: {@code gap} (with {@code missed}, the pulls that could not be
 * logged, and {@code refused}, the writes that were refused because they could not be) and {@code
 * recovered} (after a crash: what was cut off, and where it is kept).
 *
 * @param kind what happened, a lower-case word with dashes, not {@code decision}
 * @param detail names and values, sorted by name; values are text
 */
public record EventRecord(String kind, Map<String, String> detail) implements LogRecord {
  /** The log missed some records. */
  static final String GAP = "gap";

  /** The log was opened after a crash and something was cut off its end. */
  static final String RECOVERED = "recovered";

  /**
   * Copies the map and checks the kind.
   *
   * @throws IllegalArgumentException if the kind is not a lower-case word, or is {@code decision}
   */
  public EventRecord {
    Words.require(kind);
    if (kind.equals("decision")) {
      throw new IllegalArgumentException("an event is not a decision");
    }
    SortedMap<String, String> sorted = new TreeMap<>(detail);
    detail = Collections.unmodifiableMap(sorted);
  }
}
