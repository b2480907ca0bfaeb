package dev.portwrit.registry.hub;

import java.util.function.Predicate;

/**
 * What of an organization is worth a call. It must not depend on what is there: what is not read is
 * not unknown, and nothing may be concluded of it.
 *
 * @param isOurs which repositories live there by policy, as Docker Hub names them
 * @param inWebhooks of which of them the webhooks matter
 * @param inTokens whether access tokens do
 */
record HubInterest(Predicate<String> isOurs, Predicate<String> inWebhooks, boolean inTokens) {
  HubInterest(Predicate<String> isOurs, Predicate<String> inWebhooks) {
    this(isOurs, inWebhooks, true);
  }

  /** Everything. */
  static final HubInterest ALL = new HubInterest(name -> true, name -> true);
}
