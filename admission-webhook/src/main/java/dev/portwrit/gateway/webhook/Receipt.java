package dev.portwrit.gateway.webhook;

import java.time.Duration;
import java.util.Optional;

/** What came of one attempt. */
sealed interface Receipt {
  /** The receiver has it. */
  record Taken() implements Receipt {}

  /** The receiver wants no more of it. */
  record Gone() implements Receipt {}

  /** It may not be asked. */
  record Forbidden(String cause) implements Receipt {}

  /**
   * It did not work out, or that is not known.
   *
   * @param cause one line without path, query or what the receiver said
   * @param after how long the receiver wants to be left alone
   */
  record Failed(String cause, Optional<Duration> after) implements Receipt {}
}
