package dev.portwrit.gateway.identity;

import java.util.List;

/** A users file or a key file cannot be used; every problem of it at once, none with a secret. */
public final class IdentityFileException extends Exception {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  IdentityFileException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  IdentityFileException(String problem) {
    this(List.of(problem));
  }

  /**
   * What is wrong.
   *
   * @return one line for each problem, with the file and, where there is one, the line
   */
  public List<String> problems() {
    return problems;
  }
}
