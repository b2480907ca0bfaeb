package dev.portwrit.gateway.write;

/** It cannot be decided now; ends as {@link WriteOutcome.Unavailable}. Never leaves the package. */
final class UndecidedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String cause;

  /** The cause is for the client: one line, without names of files or hosts. */
  UndecidedException(String cause) {
    super(cause);
    this.cause = cause;
  }

  String cause() {
    return cause;
  }
}
