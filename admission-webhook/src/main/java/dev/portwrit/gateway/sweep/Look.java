package dev.portwrit.gateway.sweep;

import java.util.Optional;

/** What came of looking at a tag. */
sealed interface Look {
  /**
   * The registry has under it what the ledger says.
   *
   * @param unsaid why it cannot be told whether every part of it is there; empty if all are
   */
  record InStep(Optional<String> unsaid) implements Look {}

  /** It is not what the ledger says. */
  record OutOfStep(Finding finding) implements Look {}

  /** The ledger has no row of it, or no protection that refuses covers it now. */
  record NotKept() implements Look {}

  /** A write is under way or has no answer; what becomes of it is settled elsewhere. */
  record Unsettled() implements Look {}

  /**
   * It cannot be told.
   *
   * @param cause what went wrong, one line
   */
  record Unknown(String cause) implements Look {}
}
