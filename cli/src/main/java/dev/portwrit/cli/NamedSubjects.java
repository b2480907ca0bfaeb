package dev.portwrit.cli;

import dev.portwrit.policy.Subject;
import dev.portwrit.review.ChangeGroup;
import java.util.HashSet;
import java.util.Set;

/**
 * How many people and services there are.
 *
 * @param people users
 * @param services service accounts
 */
record NamedSubjects(int people, int services) {
  /** All whom one of two states names. */
  static NamedSubjects in(ComparedPolicies policies) {
    Set<Subject> all = new HashSet<>(policies.before().memberships().individuals());
    all.addAll(policies.after().memberships().individuals());
    int people = (int) all.stream().filter(Subject.User.class::isInstance).count();
    return new NamedSubjects(people, all.size() - people);
  }

  static NamedSubjects in(ChangeGroup group) {
    return new NamedSubjects(group.people(), group.services());
  }

  NamedSubjects without(NamedSubjects some) {
    return new NamedSubjects(people - some.people, services - some.services);
  }

  boolean isNobody() {
    return people == 0 && services == 0;
  }

  /** Such as {@code 12 people, 1 service}; empty of nobody. */
  @Override
  public String toString() {
    String some = people == 0 ? "" : DiffWords.count(people, "person", "people");
    String others = services == 0 ? "" : DiffWords.count(services, "service", "services");
    return some + (some.isEmpty() || others.isEmpty() ? "" : ", ") + others;
  }
}
