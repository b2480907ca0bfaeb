package dev.portwrit.audit;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a view is about.
 *
 * @param index the compiled workspace
 * @param revision what it was compiled from, empty if that has no name
 * @param now the instant at which expiry is judged
 * @param scope what part of it is asked about
 * @param evidence what policy is held against
 */
public record ViewContext(
    PolicyIndex index, String revision, Instant now, AuditScope scope, Evidence evidence) {
  /** What a live registry allows, held against policy; empty if none was looked at. */
  Optional<LiveComparison> live() {
    return evidence.live().flatMap(this::comparison);
  }

  private Optional<LiveComparison> comparison(LiveEvidence one) {
    return registry(one.registry()).map(found -> new LiveComparison(one, found, index, now));
  }

  private Optional<Registry> registry(String name) {
    return index.workspace().registries().stream()
        .filter(registry -> registry.name().equals(name))
        .findFirst();
  }

  boolean isComplete() {
    return unknown().isEmpty();
  }

  /** What of the registry is unknown, one line each. */
  List<String> unknown() {
    return evidence.live().map(LiveEvidence::unknown).orElse(List.of());
  }

  /** The one repository of the scope, or those that are declared or live in it, by name. */
  List<RepositoryName> repositories() {
    if (scope.repository().isPresent()) {
      return List.of(scope.repository().get());
    }
    SortedSet<RepositoryName> names = declared(index);
    live().ifPresent(one -> names.addAll(one.repositories()));
    names.removeIf(name -> !mayHold(name));
    return List.copyOf(names);
  }

  static SortedSet<RepositoryName> declared(PolicyIndex index) {
    SortedSet<RepositoryName> names = new TreeSet<>();
    for (RepositoryRule rule : index.workspace().repositories()) {
      if (rule.declared()) {
        names.add(new RepositoryName(rule.pattern().value()));
      }
    }
    return names;
  }

  /** Whether some of the repositories of a pattern are asked about. */
  boolean includes(RepositoryPattern pattern) {
    return scope.includes(pattern)
        && scope
            .registry()
            .flatMap(this::registry)
            .map(one -> one.repositories().stream().anyMatch(pattern::overlaps))
            .orElse(true);
  }

  /** Whether another registry than that of the scope may hold some of the repositories. */
  boolean mayLieElsewhere(RepositoryPattern pattern) {
    return index.workspace().registries().stream()
        .filter(one -> !scope.isOf(one.name()))
        .anyMatch(one -> one.repositories().stream().anyMatch(pattern::overlaps));
  }

  /** Whether the registry of the scope holds a repository. */
  boolean mayHold(RepositoryName name) {
    return scope.registry().flatMap(this::registry).map(one -> one.holds(name)).orElse(true);
  }

  /**
   * Who can do something in a repository, of the role alone: the subject of the scope, if it can by
   * whatever way, or all that policies name and {@code anonymous} where everybody can.
   */
  List<Subject> holders(
      PolicyIndex policies, Action action, RepositoryName repository, Instant at) {
    if (scope.subject().isEmpty()) {
      return policies.whoCan(action, repository, Optional.empty(), at);
    }
    Subject subject = scope.subject().get();
    Question question = new Question(subject, action, repository, Optional.empty(), at);
    return policies.decide(question).isAllowed() ? List.of(subject) : List.of();
  }

  /** Whether what a policy gives to somebody is given to whom is asked about. */
  boolean isMeant(Subject given) {
    return scope.subject().isEmpty()
        || !index.memberships().path(scope.subject().get(), given).isEmpty();
  }
}
