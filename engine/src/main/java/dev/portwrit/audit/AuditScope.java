package dev.portwrit.audit;

import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import java.util.Optional;

/**
 * What part of the access a report is about.
 *
 * @param registry only what may live in this registry; empty for all
 * @param repository only what reaches this repository; empty for all
 * @param subject only what this subject has by itself or through what it is in; empty for all
 */
public record AuditScope(
    Optional<String> registry, Optional<RepositoryName> repository, Optional<Subject> subject) {
  /** Everything. */
  public static final AuditScope ALL =
      new AuditScope(Optional.empty(), Optional.empty(), Optional.empty());

  /** Whether a registry may hold something of it: a repository lives where its name matches. */
  boolean mayHold(Registry one) {
    return repository.isEmpty()
        || one.repositories().stream().anyMatch(p -> p.matches(repository.get()));
  }

  /** Whether some of the repositories of a pattern are of it. */
  boolean includes(RepositoryPattern pattern) {
    return repository.isEmpty() || pattern.matches(repository.get());
  }

  /** Whether a registry is of it, empty for none. */
  boolean isOf(String name) {
    return registry.isEmpty() || registry.get().equals(name);
  }
}
