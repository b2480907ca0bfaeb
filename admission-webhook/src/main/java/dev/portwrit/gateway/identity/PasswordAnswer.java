package dev.portwrit.gateway.identity;

import java.time.Duration;

/** What came of a name and a password. */
sealed interface PasswordAnswer {
  /** They are right. */
  record Right(Account account) implements PasswordAnswer {}

  /** The name is unknown or the password is wrong; which of the two is not said. */
  record Wrong() implements PasswordAnswer {}

  /** They were not looked at; try again after so long. */
  record Later(Duration retryAfter) implements PasswordAnswer {}
}
