package dev.portwrit.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes what should have been said, line by line, and says where something else was. Lines that are
 * missing or too many are found within a window, so that those behind them are not all said to
 * differ. It holds one window of lines, not the whole.
 */
final class LineDifferences extends OutputStream {
  private static final int WINDOW = 64;
  private static final int MOST = 50;

  private final InputStream said;
  private final String state;
  private final List<String> expected = new ArrayList<>();
  private final List<String> found = new ArrayList<>();
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private final List<String> differences = new ArrayList<>();
  private long line = 1;
  private long more;

  /**
   * Begins.
   *
   * @param said what was said
   * @param state of what the lines should be, in words
   */
  LineDifferences(InputStream said, String state) {
    this.said = said;
    this.state = state;
  }

  @Override
  public void write(int one) throws IOException {
    begun.write(one);
    if (one == '\n') {
      add();
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n') {
        begun.write(bytes, from, i + 1 - from);
        from = i + 1;
        add();
      }
    }
    begun.write(bytes, from, offset + length - from);
  }

  private void add() throws IOException {
    expected.add(begun.toString(StandardCharsets.ISO_8859_1));
    begun.reset();
    matchBegin();
    if (expected.size() >= WINDOW) {
      settle();
    }
  }

  /**
   * Compares what is left.
   *
   * @return each difference as {@code LINE: what}, in order; empty if every byte is the same
   */
  List<String> differences() throws IOException {
    if (begun.size() > 0) {
      add();
    }
    while (!expected.isEmpty()) {
      settle();
    }
    while (fill(1)) {
      settle();
    }
    List<String> all = new ArrayList<>(differences);
    if (more > 0) {
      all.add(line + ": and " + more + " more differences before it");
    }
    return all;
  }

  /** Takes what is the same. */
  private void matchBegin() throws IOException {
    while (!expected.isEmpty() && fill(1) && expected.get(0).equals(found.get(0))) {
      take(1, 1);
    }
  }

  /** Finds the nearest lines that are the same, and says what lies before them. */
  private void settle() throws IOException {
    fill(WINDOW);
    int lacking = expected.size();
    int extra = Math.min(found.size(), expected.isEmpty() ? found.size() : expected.size());
    search:
    for (int sum = 1; sum < expected.size() + found.size(); sum++) {
      for (int i = Math.max(0, sum - found.size() + 1);
          i <= Math.min(sum, expected.size() - 1);
          i++) {
        if (expected.get(i).equals(found.get(sum - i))) {
          lacking = i;
          extra = sum - i;
          break search;
        }
      }
    }
    report(lacking, extra);
    take(lacking, extra);
    matchBegin();
  }

  private void report(int lacking, int extra) {
    int changed = Math.min(lacking, extra);
    for (int i = 0; i < changed; i++) {
      add(line + i, "says otherwise than " + state);
    }
    for (int i = changed; i < extra; i++) {
      add(line + i, "is no line of " + state);
    }
    if (lacking > changed) {
      add(
          line + changed,
          "lacks " + PolicyOpener.count(lacking - changed, "line") + " of " + state + " before it");
    }
  }

  private void add(long where, String what) {
    if (differences.size() < MOST) {
      differences.add(where + ": " + what);
    } else {
      more++;
    }
  }

  private void take(int ofExpected, int ofFound) {
    expected.subList(0, ofExpected).clear();
    found.subList(0, ofFound).clear();
    line += ofFound;
  }

  /** Reads until there are so many lines; false if there are none left. */
  private boolean fill(int lines) throws IOException {
    while (found.size() < lines) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      int one = said.read();
      while (one >= 0) {
        text.write(one);
        one = one == '\n' ? -1 : said.read();
      }
      if (text.size() == 0) {
        break;
      }
      found.add(text.toString(StandardCharsets.ISO_8859_1));
    }
    return !found.isEmpty();
  }
}
