package dev.portwrit.review;

import dev.portwrit.policy.Subject;

/**
 * Somebody else is called in a registry as an author is.
 *
 * @param registry the name of the registry in the policies
 * @param account what both are called
 * @param subject who else: a user, a service or a team
 */
record SharedAccount(String registry, String account, Subject subject) {
  /** Such as {@code ; `user:bot` is their account `ada` in registry `hub`}. */
  @Override
  public String toString() {
    return "; `%s` is their account `%s` in registry `%s`".formatted(subject, account, registry);
  }
}
