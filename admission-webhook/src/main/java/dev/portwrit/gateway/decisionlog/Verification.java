package dev.portwrit.gateway.decisionlog;

import java.nio.file.Path;
import java.util.List;

/** What came of verifying a log. */
public sealed interface Verification {
  /**
   * Every line follows the one before it.
   *
   * @param lines how many there are
   * @param start what the first line follows: {@link Head#NONE} for a whole log, something else if
   *     older files are not among those that were read
   * @param head the end of the chain
   * @param remarks the lines in which the log itself says that something is missing
   */
  record Intact(long lines, Head start, Head head, List<Remark> remarks) implements Verification {
    /** Copies the list. */
    public Intact {
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * A line does not follow the one before it, or is no line.
   *
   * @param file the file of the first such line
   * @param line its number in that file, from 1
   * @param problem one line that says what is wrong with it
   */
  record Broken(Path file, long line, String problem) implements Verification {
    @Override
    public String toString() {
      return file + ":" + line + ": " + problem;
    }
  }

  /**
   * A line in which the log says that it missed or recovered something.
   *
   * @param file its file
   * @param line its number in that file, from 1
   * @param kind {@code gap} or {@code recovered}
   */
  record Remark(Path file, long line, String kind) {}
}
