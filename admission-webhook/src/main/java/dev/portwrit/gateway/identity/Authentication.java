package dev.portwrit.gateway.identity;

import dev.portwrit.policy.Subject;
import java.time.Duration;
import java.util.Optional;

/** Who a request comes from. */
public sealed interface Authentication {
  /**
   * Somebody who proved it, with a token or with a name and a password; or anonymous, with a token
   * issued to anonymous.
   *
   * @param subject who it is
   * @param access what the token may be used for; empty where there was none, and then the policy
   *     alone limits
   */
  record Authenticated(Subject subject, Optional<TokenAccess> access) implements Authentication {}

  /** The request brought no credentials. */
  record Anonymous() implements Authentication {}

  /**
   * The request brought credentials that are wrong. Answer 401 with a challenge.
   *
   * @param error what the challenge says of them
   * @param message one line for the client
   */
  record Refused(ChallengeError error, String message) implements Authentication {}

  /**
   * The credentials were not looked at. Answer 429.
   *
   * @param retryAfter how long to wait, more than zero
   */
  record Throttled(Duration retryAfter) implements Authentication {}
}
