package dev.portwrit.gateway.server;

import java.util.List;

/** The gateway cannot start; every problem at once. */
public final class GatewayException extends Exception {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  GatewayException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /**
   * What is wrong.
   *
   * @return one line each
   */
  public List<String> problems() {
    return problems;
  }
}
