package dev.portwrit.gateway.decisionlog;

/**
 * The log cannot keep what it was given. A write that waits for it must be refused, for now.
 *
 * <p>The message is one line for an operator and names the file; it holds nothing of the record.
 */
public final class DecisionLogException extends Exception {
  private static final long serialVersionUID = 1L;

  DecisionLogException(String message) {
    super(message);
  }

  DecisionLogException(String message, Throwable cause) {
    super(message, cause);
  }
}
