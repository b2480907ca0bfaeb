package dev.portwrit.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The problems of one file while they are found: at most {@value #MAX_PROBLEMS}, so that a file in
 * which everything is wrong cannot exhaust the process. One more then says that there are more.
 *
 * <p>Not for use by several threads.
 */
public final class Problems {
  /** How many problems of one file are kept. */
  public static final int MAX_PROBLEMS = 1_000;

  private final List<Diagnostic> found = new ArrayList<>();

  /**
   * Adds an error.
   *
   * @param place where it is
   * @param code which it is
   * @param message one line, lower case, no final period, input in backticks
   */
  public void error(Place place, Code code, String message) {
    add(new Diagnostic(Optional.of(place), Severity.ERROR, code, message, Optional.empty()));
  }

  /**
   * Adds an error with its next step.
   *
   * @param place where it is
   * @param code which it is
   * @param message one line, lower case, no final period, input in backticks
   * @param help the next step; nothing is shown if it is empty
   */
  public void error(Place place, Code code, String message, String help) {
    Optional<String> step = help.isEmpty() ? Optional.empty() : Optional.of(help);
    add(new Diagnostic(Optional.of(place), Severity.ERROR, code, message, step));
  }

  /**
   * Adds a problem.
   *
   * @param problem any problem of the file
   */
  public void add(Diagnostic problem) {
    if (found.size() < MAX_PROBLEMS) {
      found.add(problem);
    } else if (found.size() == MAX_PROBLEMS) {
      found.add(
          new Diagnostic(
              problem.place(),
              Severity.ERROR,
              Code.TOO_MANY_PROBLEMS,
              "the file has more than " + MAX_PROBLEMS + " problems; the others are not shown",
              Optional.of("mend these first")));
    }
  }

  /**
   * Adds problems.
   *
   * @param problems any problems of the file
   */
  public void addAll(List<Diagnostic> problems) {
    problems.forEach(this::add);
  }

  /**
   * How many were found so far.
   *
   * @return the length of {@link #list()}
   */
  public int size() {
    return found.size();
  }

  /**
   * Whether no more are kept, so that looking for more is in vain.
   *
   * @return true if there are more than are shown
   */
  public boolean isFull() {
    return found.size() > MAX_PROBLEMS;
  }

  /**
   * What was found.
   *
   * @return in the order in which it was added
   */
  public List<Diagnostic> list() {
    return List.copyOf(found);
  }
}
