package dev.portwrit.gateway.identity;

import java.util.Locale;

/** What a challenge says of the credentials that a request brought. */
public enum ChallengeError {
  /** There were none, or a name and a password that are wrong. */
  NONE,
  /** A token that is not, or no longer, valid. */
  INVALID_TOKEN,
  /** A valid token that does not reach what is asked for. */
  INSUFFICIENT_SCOPE;

  /** The value of the {@code error} attribute. */
  String attribute() {
    return name().toLowerCase(Locale.ROOT);
  }
}
