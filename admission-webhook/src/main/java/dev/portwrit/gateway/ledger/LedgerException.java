package dev.portwrit.gateway.ledger;

/**
 * The ledger cannot be opened, read or written. A write that waits for it must be refused, for now.
 *
 * <p>The message is one line for an operator, names the file or database, and says what to do where
 * something can be done.
 */
public final class LedgerException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message one line for an operator
   */
  public LedgerException(String message) {
    super(message);
  }

  /**
   * A failure with its cause.
   *
   * @param message one line for an operator
   * @param cause what went wrong below
   */
  public LedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}
