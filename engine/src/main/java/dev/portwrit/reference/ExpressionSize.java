package dev.portwrit.reference;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How large a regular expression becomes when its repetitions are written out, which is what RE2/J
 * does without a bound: {@code ((a{1000}){1000}){1000}} takes all the memory there is.
 */
final class ExpressionSize {
  private static final int LONGEST = 250;
  private static final int LARGEST = 5_000;

  private final String expression;
  private final Deque<Long> outerTotals = new ArrayDeque<>();
  private int at;
  private long total;
  private long last;

  private ExpressionSize(String expression) {
    this.expression = expression;
  }

  /** Whether an expression, well-formed or not, is longer or larger than it may be. */
  static boolean exceedsBound(String expression) {
    return expression.length() > LONGEST || new ExpressionSize(expression).exceeds();
  }

  private boolean exceeds() {
    while (at < expression.length()) {
      char c = expression.charAt(at);
      at++;
      switch (c) {
        case '\\' -> escape();
        case '[' -> characterClass();
        case '(' -> open();
        case ')' -> close();
        case '{' -> repeat();
        default -> one();
      }
      if (total > LARGEST) {
        return true;
      }
    }
    return false;
  }

  private void one() {
    last = 1;
    total++;
  }

  private void escape() {
    boolean named = at < expression.length() && "xpP".indexOf(expression.charAt(at)) >= 0;
    at++;
    if (named && at < expression.length() && expression.charAt(at) == '{') {
      skipBehind('}');
    }
    one();
  }

  private void characterClass() {
    // A bracket that comes first, after a caret perhaps, is one of the characters.
    if (expression.startsWith("^", at)) {
      at++;
    }
    at++;
    while (at < expression.length() && expression.charAt(at) != ']') {
      at += expression.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
    one();
  }

  private void open() {
    outerTotals.push(total);
    total = 0;
    last = 0;
  }

  private void close() {
    last = total + 1;
    total = last + (outerTotals.isEmpty() ? 0 : outerTotals.pop());
  }

  private void repeat() {
    int end = expression.indexOf('}', at);
    String counts = end < 0 ? "" : expression.substring(at, end);
    if (!counts.matches("[0-9]{1,4}(,[0-9]{0,4})?")) {
      one();
      return;
    }
    long most = 0;
    for (String count : counts.split(",", 0)) {
      most = Math.max(most, Long.parseLong(count));
    }
    total += last * most;
    last *= most + 1;
    at = end + 1;
  }

  private void skipBehind(char end) {
    int found = expression.indexOf(end, at);
    at = found < 0 ? expression.length() : found + 1;
  }
}
