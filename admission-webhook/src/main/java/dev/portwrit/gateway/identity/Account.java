package dev.portwrit.gateway.identity;

import dev.portwrit.policy.Subject;
import java.util.Optional;

/**
 * One line of a users file.
 *
 * @param name the name to log in with
 * @param subject who that is in policies
 * @param hash the password's hash
 */
record Account(String name, Subject subject, BcryptHash hash) {
  /** Who logs in with a name: a bare one is a user, {@code acme/ci-pay} a service. */
  static Optional<Subject> subjectOf(String name) {
    return Subject.parse((name.indexOf('/') < 0 ? "user:" : "service:") + name);
  }

  /** The name that somebody logs in with; empty for who cannot. */
  static Optional<String> nameOf(Subject subject) {
    if (subject instanceof Subject.User user) {
      return Optional.of(user.name());
    }
    if (subject instanceof Subject.Service service) {
      return Optional.of(service.organization() + "/" + service.name());
    }
    return Optional.empty();
  }
}
