package dev.portwrit.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of text, each of a bounded length, so that one endless line cannot exhaust the process. */
final class QuestionLines {
  /** The longest line, in characters; a question with the longest names has under 1,000. */
  static final int MAX_LENGTH = 16_384;

  private final Reader reader;
  private final StringBuilder line = new StringBuilder(256);
  private boolean tooLong;

  QuestionLines(InputStream in) {
    this.reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
  }

  /** The next line without its end, cut at the bound; null behind the last. */
  @Nullable String next() throws IOException {
    line.setLength(0);
    tooLong = false;
    int c = reader.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = reader.read()) {
      if (line.length() < MAX_LENGTH) {
        line.append((char) c);
      } else {
        tooLong = true;
      }
    }
    return line.toString();
  }

  /** Whether the line that came last was cut. */
  boolean wasTooLong() {
    return tooLong;
  }
}
