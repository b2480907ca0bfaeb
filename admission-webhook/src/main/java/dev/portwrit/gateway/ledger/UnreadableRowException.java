package dev.portwrit.gateway.ledger;

/** A row holds what no ledger writes; never leaves the package. */
final class UnreadableRowException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableRowException() {
    super("a row holds what no ledger writes");
  }
}
