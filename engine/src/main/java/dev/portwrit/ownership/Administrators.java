package dev.portwrit.ownership;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryPattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who has a say about what concerns everything: settings, registries, who is who. */
public final class Administrators {
  private Administrators() {}

  /**
   * Finds them.
   *
   * @param index the policies
   * @return those whom {@code admins} names or, where it names nobody, the people who administer
   *     everything without an end
   */
  public static List<Subject> of(PolicyIndex index) {
    List<Subject> named = named(index);
    return named.isEmpty()
        ? ofEverything(index, people(index, new Holdings(index)), new Coverage())
        : named;
  }

  /** The same, where it is known what people administer. */
  static List<Subject> of(
      PolicyIndex index, Map<Subject, Set<RepositoryPattern>> people, Coverage coverage) {
    List<Subject> named = named(index);
    return named.isEmpty() ? ofEverything(index, people, coverage) : named;
  }

  /** What each person administers who administers something. */
  static Map<Subject, Set<RepositoryPattern>> people(PolicyIndex index, Holdings holdings) {
    Map<Subject, Set<RepositoryPattern>> people = new LinkedHashMap<>();
    for (Subject one : index.memberships().individuals()) {
      Set<RepositoryPattern> held = holdings.administered(one);
      if (one instanceof Subject.User && !held.isEmpty()) {
        people.put(one, held);
      }
    }
    return people;
  }

  private static List<Subject> named(PolicyIndex index) {
    return index.workspace().settings().admins().stream().map(Member::subject).distinct().toList();
  }

  private static List<Subject> ofEverything(
      PolicyIndex index, Map<Subject, Set<RepositoryPattern>> people, Coverage coverage) {
    List<RepositoryPattern> everything =
        index.workspace().organizations().stream()
            .flatMap(one -> Matter.namespaces(one).stream())
            .toList();
    return people.keySet().stream()
        .filter(one -> coverage.covers(people.getOrDefault(one, Set.of()), everything))
        .toList();
  }
}
